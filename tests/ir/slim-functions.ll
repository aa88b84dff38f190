; A slim patch: functions of the base are called through slots and compared by the base's address; what the call does
; not do stays known. Static and inline ones come along, bodies of others are gone; new ones are left to the linker.
; A static one's address is the base's where the base's code has it for more than calls: elsewhere the optimiser may
; have changed how it is called. A name for what only the base has is the base's own.
; RUN: base-of %t.hpbase < %S/Inputs/slim-functions.txt
; RUN: hpcc-opt --functions f,g,h --base=%t.hpbase --base-module=a.obj --seal -S %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: FileCheck %s --check-prefix=GONE < %t.ll
target datalayout = "e-m:w-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-windows-msvc"

$inline = comdat any
$_CxxThrow = comdat any

@handlers = private constant [3 x ptr] [ptr @declared, ptr @local, ptr @new_one]

; GONE-NOT: define {{.*}}@known
; GONE-NOT: define {{.*}}@never

; CHECK-DAG: @handlers = private constant [3 x ptr] [ptr null, ptr @local, ptr @new_one]
; CHECK-DAG: i16 2, i16 0, ptr @handlers,
; CHECK-DAG: i16 1, i16 0, ptr @__ref_declared,
; CHECK-DAG: i16 1, i16 0, ptr @__ref_inline,
; CHECK-DAG: i16 1, i16 0, ptr @__ref_g,
; CHECK-DAG: @table = private constant [2 x ptr] [ptr null, ptr @only_called]
; CHECK-DAG: i16 2, i16 1, ptr @table,
; CHECK-DAG: i16 1, i16 1, ptr @__ref_given,
; CHECK-DAG: i16 3, i16 0, ptr @f,
; CHECK-DAG: i16 3, i16 0, ptr @g,

; CHECK-LABEL: define {{.*}}@f(
; CHECK: [[LISTED:%.*]] = load ptr, ptr @__ref_g
; CHECK: [[DECLARED:%.*]] = load ptr, ptr @__ref_declared, {{.*}}!invariant.load
; CHECK-NEXT: call i32 [[DECLARED]](i32 1)
; CHECK: [[KNOWN:%.*]] = load ptr, ptr @__ref_known
; CHECK-NEXT: call i32 [[KNOWN]](
; CHECK: call i32 @local(
; CHECK: call i32 @inline(
; CHECK: call i32 @g(
; CHECK: call i32 @new_one(
; CHECK: [[ADDRESS:%.*]] = load ptr, ptr @__ref_inline
; CHECK-NEXT: store ptr [[ADDRESS]], ptr %out
; CHECK: icmp eq ptr [[LISTED]], %other
; CHECK: [[ENDS:%.*]] = load ptr, ptr @__ref_ends
; CHECK-NEXT: call void [[ENDS]]() [[ENDS_ATTRIBUTES:#[0-9]+]]
; CHECK-NEXT: unreachable
define i32 @f(ptr %out, ptr %other, i64 %at) {
  %a = call i32 @declared(i32 1)
  %b = call i32 @known(i32 %a)
  %c = call i32 @local(i32 %b)
  %d = call i32 @inline(i32 %c)
  %e = call i32 @g(i32 %d)
  %h = call i32 @new_one(i32 %e)
  store ptr @inline, ptr %out
  %same = icmp eq ptr @g, %other
  br i1 %same, label %yes, label %no
yes:
  call void @ends() 
  unreachable
no:
  %place = getelementptr ptr, ptr @handlers, i64 %at
  %handler = load ptr, ptr %place
  %i = call i32 %handler(i32 1)
  ret i32 %i
}

; CHECK-LABEL: define {{.*}}@g(
; CHECK: [[TAIL:%.*]] = load ptr, ptr @__ref_declared
; CHECK-NEXT: musttail call i32 [[TAIL]](i32 %x)
; CHECK-NEXT: ret i32
define i32 @g(i32 %x) {
  %r = musttail call i32 @declared(i32 %x)
  ret i32 %r
}

@table = private constant [2 x ptr] [ptr @given, ptr @only_called]
@other_known = alias i32 (i32), ptr @known

; CHECK-LABEL: define {{.*}}@h(
; CHECK: [[GIVEN:%.*]] = load ptr, ptr @__ref_given
; CHECK: call i32 @given(
; CHECK: store volatile ptr [[GIVEN]], ptr %out
; CHECK: store volatile ptr @only_called, ptr %out
; CHECK: [[OTHER:%.*]] = load ptr, ptr @__ref_other_known
; CHECK-NEXT: call i32 [[OTHER]](
define i32 @h(ptr %out, i64 %at) {
  %a = call i32 @given(i32 1)
  store volatile ptr @given, ptr %out
  store volatile ptr @only_called, ptr %out
  %b = call i32 @other_known(i32 %a)
  %c = call i32 @known(i32 %b)
  %place = getelementptr ptr, ptr @table, i64 %at
  %each = load ptr, ptr %place
  %d = call i32 %each(i32 %c)
  ret i32 %d
}

define internal i32 @given(i32 %x) noinline {
  %r = mul i32 %x, 5
  ret i32 %r
}

define internal i32 @only_called(i32 %x) noinline {
  %r = mul i32 %x, 7
  ret i32 %r
}

; CHECK: attributes [[ENDS_ATTRIBUTES]] = { noreturn nounwind "guard_nocf" }
declare i32 @declared(i32)
declare i32 @new_one(i32)
declare void @ends() noreturn nounwind

define i32 @known(i32 %x) noinline {
  %r = add i32 %x, 1
  ret i32 %r
}

define i32 @never(i32 %x) {
  ret i32 %x
}

define internal i32 @local(i32 %x) noinline {
  %r = add i32 %x, 2
  ret i32 %r
}

define linkonce_odr i32 @inline(i32 %x) noinline comdat {
  %r = add i32 %x, 3
  ret i32 %r
}
