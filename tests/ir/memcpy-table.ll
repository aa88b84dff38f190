; A full copy from a private constant initialiser with addresses becomes stores of loaded refs.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global i32 0
@b = global i32 0
@__const.f.t = private unnamed_addr constant [3 x ptr] [ptr @a, ptr null, ptr getelementptr (i8, ptr @b, i64 2)]
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @use(ptr)

; CHECK-NOT: @__ref___const
; CHECK-LABEL: define void @f(
; CHECK-NOT: llvm.memcpy{{.*}}@__const.f.t
; CHECK-DAG: load ptr, ptr @__ref_a
; CHECK-DAG: load ptr, ptr @__ref_b
; CHECK: call void @use(
define void @f() {
  %t = alloca [3 x ptr]
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %t, ptr align 8 @__const.f.t, i64 24, i1 false)
  call void @use(ptr %t)
  ret void
}
