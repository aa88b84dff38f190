; llvm.objectsize and llvm.is.constant keep a chain on the original global.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@buf = global [48 x i8] zeroinitializer
declare i64 @llvm.objectsize.i64.p0(ptr, i1, i1, i1)
declare i1 @llvm.is.constant.p0(ptr)
declare void @use(i64, ptr, i1)

; CHECK-LABEL: define void @f(
; CHECK: @llvm.objectsize.i64.p0(ptr {{.*}}@buf
; CHECK: @llvm.is.constant.p0(ptr @buf)
; CHECK: call void @use(i64 %{{.*}}, ptr %
define void @f() {
  %n = call i64 @llvm.objectsize.i64.p0(ptr getelementptr (i8, ptr @buf, i64 8), i1 false, i1 true, i1 false)
  %c = call i1 @llvm.is.constant.p0(ptr @buf)
  call void @use(i64 %n, ptr @buf, i1 %c)
  ret void
}
