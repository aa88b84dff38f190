; A slim patch: a constant that the base has with the same contents is the base's wherever code that is not seen may
; compare its address: in callees, in memory, in what is returned. One with other contents is the patch's own, and so
; are one without an address of its own, and one that is only read.
; RUN: base-of %t.hpbase < %S/Inputs/slim-addresses.txt
; RUN: hpcc-opt --functions given,kept,returned,read,literal,changed,unknown,deep --base=%t.hpbase --base-module=a.obj --seal -S %s -o %t.ll
; RUN: FileCheck %s < %t.ll
target datalayout = "e-m:w-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-windows-msvc"

@same = internal constant [2 x i32] [i32 1, i32 2]
@methods = constant { i64, i32 } { i64 4, i32 3 }
@only_read = internal constant [2 x i32] [i32 5, i32 6]
@text = internal unnamed_addr constant [4 x i8] c"abc\00"
@changed_table = internal constant [2 x i32] [i32 7, i32 8]
@unknown_table = internal constant [2 x i32] [i32 9, i32 10]
@names = internal constant [1 x ptr] [ptr @text]
@place = global ptr null

; CHECK-DAG: @__ref_same = internal externally_initialized constant ptr null
; CHECK-DAG: @__ref_methods = {{.*}}constant ptr null
; CHECK-NOT: @__ref_only_read
; CHECK-NOT: @__ref_text
; CHECK-NOT: @__ref_changed_table
; CHECK-NOT: @__ref_unknown_table
; CHECK-NOT: @__ref_names

declare void @take(ptr)
declare void @unlisted()

; CHECK-LABEL: define {{.*}}@given(
; CHECK: load ptr, ptr @__ref_same
define void @given() {
  call void @take(ptr @same)
  ret void
}

; CHECK-LABEL: define {{.*}}@kept(
; CHECK: load ptr, ptr @__ref_methods
define void @kept() {
  store ptr @methods, ptr @place
  ret void
}

; CHECK-LABEL: define {{.*}}@returned(
; CHECK: load ptr, ptr @__ref_same
define ptr @returned() {
  ret ptr getelementptr (i8, ptr @same, i64 4)
}

; CHECK-LABEL: define {{.*}}@read(
; CHECK: getelementptr i32, ptr @only_read
define i32 @read(i64 %at) {
  %p = getelementptr i32, ptr @only_read, i64 %at
  %v = load i32, ptr %p
  ret i32 %v
}

; CHECK-LABEL: define {{.*}}@literal(
; CHECK: call void {{.*}}(ptr {{.*}}@text)
define void @literal() {
  call void @take(ptr @text)
  ret void
}

; CHECK-LABEL: define {{.*}}@changed(
; CHECK: call void {{.*}}(ptr {{.*}}@changed_table)
define void @changed() {
  call void @take(ptr @changed_table)
  ret void
}

; CHECK-LABEL: define {{.*}}@unknown(
; CHECK: call void {{.*}}(ptr {{.*}}@unknown_table)
define void @unknown() {
  call void @take(ptr @unknown_table)
  ret void
}

; What a literal says may have changed: a table of them is the patch's own.
; CHECK-LABEL: define {{.*}}@deep(
; CHECK: call void {{.*}}(ptr {{.*}}@names)
define void @deep() {
  call void @take(ptr @names)
  ret void
}
