; A variable with LLVM's direct-access attribute stays direct.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-NOT: @__ref_d
; CHECK: @__ref_g
; CHECK-NOT: @__ref_d
; CHECK-LABEL: define i32 @f(
; CHECK: load i32, ptr @d
@d = global i32 0 #0
@g = global i32 0
define i32 @f() {
  %v = load i32, ptr @d
  %w = load i32, ptr @g
  %r = add i32 %v, %w
  ret i32 %r
}
attributes #0 = { "allow_direct_access_in_hot_patch_function" }
