; Operand bundles, musttail arguments and atomics go through the refs.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@g = global i32 0
declare void @use(ptr)

; CHECK-LABEL: define void @f(
; CHECK-NOT: ptr @g
; CHECK: call void @use(ptr %{{.*}}) [ "deopt"(ptr %
; CHECK: atomicrmw add ptr %
; CHECK: cmpxchg ptr %
; CHECK: musttail call void @use(ptr %
; CHECK-NEXT: ret void
define void @f(ptr %p) {
  call void @use(ptr @g) [ "deopt"(ptr @g) ]
  %a = atomicrmw add ptr @g, i32 1 seq_cst
  %c = cmpxchg ptr @g, i32 0, i32 1 seq_cst seq_cst
  musttail call void @use(ptr @g)
  ret void
}
