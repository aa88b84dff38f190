; A function that is only declared is not selected.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-NOT: marked_for_windows_hot_patching
; CHECK: declare i32 @f()
; CHECK-NOT: marked_for_windows_hot_patching
declare i32 @f()
define i32 @h() {
  %v = call i32 @f()
  ret i32 %v
}
