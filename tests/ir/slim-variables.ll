; A slim patch: what the base has is reached through slots that are null until they are bound, and its definitions are
; gone; a variable that the base has not is the patch's own, through a slot of its own.
; RUN: base-of %t.hpbase < %S/Inputs/slim-variables.txt
; RUN: hpcc-opt --functions f --base=%t.hpbase --base-module=a.obj --seal -S %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: FileCheck %s --check-prefix=GONE < %t.ll
target datalayout = "e-m:w-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-windows-msvc"

@counter = global i32 3
@hidden = internal global i32 4
@fresh = global i32 5
@shared = common global i32 0
@weak = weak global i32 7
@vtable = constant [1 x ptr] [ptr @unlisted]
@_ZTV1A = constant [2 x ptr] [ptr inttoptr (i64 -8 to ptr), ptr null]
@plain = constant [2 x i32] [i32 1, i32 2]
@leads = constant ptr @counter
@new_table = internal constant [3 x ptr] [ptr @counter, ptr getelementptr (i8, ptr @hidden, i64 2), ptr getelementptr (i8, ptr @fresh, i64 1)]
@other_name = alias i32, ptr @counter
@llvm.used = appending global [1 x ptr] [ptr @hidden], section "llvm.metadata"
@llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @start, ptr null }]

; GONE-NOT: @counter ={{.*}} global i32 3
; GONE-NOT: @hidden ={{.*}} global i32 4
; GONE-NOT: @shared ={{.*}} global i32 0
; GONE-NOT: @weak ={{.*}} global i32 7
; GONE-NOT: llvm.global_ctors
; GONE-NOT: llvm.used
; GONE-NOT: define {{.*}}@start
; GONE-NOT: define {{.*}}@unlisted

; CHECK-DAG: @fresh = {{.*}}global i32 5
; the third is the patch's own, until an earlier patch is found to have it
; CHECK-DAG: @new_table = internal constant [3 x ptr] [ptr null, ptr null, ptr getelementptr (i8, ptr @fresh, i64 1)]
; CHECK-DAG: @__ref_counter = linkonce_odr {{.*}}externally_initialized constant ptr null, section ".rdata"
; CHECK-DAG: @__ref_hidden = internal externally_initialized constant ptr null, section ".rdata"
; CHECK-DAG: @__ref_fresh = linkonce_odr {{.*}}externally_initialized constant ptr @fresh, section ".rdata"
; CHECK-DAG: @__ref_shared = {{.*}}constant ptr null
; CHECK-DAG: @__ref_weak = {{.*}}constant ptr null
; CHECK-DAG: @__ref_leads = {{.*}}constant ptr null
; CHECK-DAG: @__ref__ZTV1A = {{.*}}constant ptr null
; CHECK-DAG: @__ref_other_name = {{.*}}constant ptr null
; the records: kind 1 a slot, 4 a new variable, 2 a word, 3 an entry
; CHECK-DAG: i16 1, i16 0, ptr @__ref_counter,
; CHECK-DAG: i16 1, i16 1, ptr @__ref_hidden,
; CHECK-DAG: i16 4, i16 0, ptr @__ref_fresh,
; CHECK-DAG: i16 2, i16 0, ptr @new_table, {{.*}} i64 0, i64 0,
; CHECK-DAG: i16 2, i16 1, ptr getelementptr (i8, ptr @new_table, i64 8), {{.*}} i64 2, i64 0,
; CHECK-DAG: i16 4, i16 0, ptr getelementptr (i8, ptr @new_table, i64 16), {{.*}} i64 1, i64 4,
; CHECK-DAG: i16 3, i16 0, ptr @f,

; CHECK-LABEL: define {{.*}}@f(
; CHECK-NOT: @counter
; CHECK-NOT: @hidden
; CHECK-NOT: @shared
; CHECK: load i32, ptr @plain
; CHECK: ret i32
define i32 @f(i64 %at) {
  %a = load i32, ptr @counter
  %b = load i32, ptr @hidden
  %c = load i32, ptr @fresh
  %d = load i32, ptr @shared
  %e = load i32, ptr @weak
  %g = load i32, ptr @plain
  %h = load ptr, ptr @leads
  %i = load i32, ptr %h
  %place = getelementptr ptr, ptr @new_table, i64 %at
  %j = load ptr, ptr %place
  %k = load i32, ptr %j
  store i32 1, ptr @other_name
  store ptr @vtable, ptr %j
  store volatile ptr @_ZTV1A, ptr %j
  %l = add i32 %a, %b
  %m = add i32 %l, %c
  %n = add i32 %m, %d
  %o = add i32 %n, %e
  %p = add i32 %o, %g
  %q = add i32 %p, %i
  %r = add i32 %q, %k
  ret i32 %r
}

define i32 @unlisted() {
  ret i32 0
}

define internal void @start() {
  store i32 9, ptr @counter
  ret void
}
