; Calls and function addresses stay direct.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-NOT: @__ref_
; CHECK: store ptr @callee, ptr %p
; CHECK: call void @callee()
declare void @callee()
declare dllimport void @imported()
define void @f(ptr %p) {
  store ptr @callee, ptr %p
  call void @callee()
  call void @imported()
  ret void
}
