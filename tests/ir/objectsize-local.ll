; A size query of local memory is left alone: no clones. One behind a phi or select of globals keeps its own chain.
; RUN: %hpcc_opt --functions f,h %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@buf = global [48 x i8] zeroinitializer
@other = global [8 x i8] zeroinitializer
declare i64 @llvm.objectsize.i64.p0(ptr, i1, i1, i1)
declare void @use(i64, ptr)

; CHECK-LABEL: define void @f(
; CHECK-COUNT-1: getelementptr
; CHECK-NOT: getelementptr
; CHECK-LABEL: define void @h(
define void @f(i64 %i) {
  %local = alloca [16 x i8]
  %p = getelementptr i8, ptr %local, i64 %i
  %n = call i64 @llvm.objectsize.i64.p0(ptr %p, i1 false, i1 true, i1 false)
  call void @use(i64 %n, ptr %p)
  ret void
}

; CHECK: [[KEPT:%.*]] = select i1 %c, ptr @buf, ptr @other
; CHECK: [[USED:%.*]] = select i1 %c, ptr %{{.*}}, ptr %{{.*}}
; CHECK: @llvm.objectsize.i64.p0(ptr [[KEPT]],
; CHECK: call void @use(i64 %n, ptr [[USED]])
define void @h(i1 %c) {
  %p = select i1 %c, ptr @buf, ptr @other
  %n = call i64 @llvm.objectsize.i64.p0(ptr %p, i1 false, i1 true, i1 false)
  call void @use(i64 %n, ptr %p)
  ret void
}
