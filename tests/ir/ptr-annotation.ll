; llvm.ptr.annotation gives its pointer back, so the pointer is redirected; its strings stay.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s
; CHECK: [[G:%.*]] = load ptr, ptr @__ref_g
; CHECK: call ptr @llvm.ptr.annotation.p0.p0(ptr [[G]], ptr @.str, ptr @.str, i32 1, ptr null)

target triple = "x86_64-pc-windows-msvc"

@g = global i32 0
@.str = private unnamed_addr constant [2 x i8] c"a\00", section "llvm.metadata"

declare ptr @llvm.ptr.annotation.p0.p0(ptr, ptr, ptr, i32, ptr)

define i32 @f() {
  %p = call ptr @llvm.ptr.annotation.p0.p0(ptr @g, ptr @.str, ptr @.str, i32 1, ptr null)
  %v = load i32, ptr %p
  ret i32 %v
}
