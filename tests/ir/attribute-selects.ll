; A function marked in the IR itself is selected without a list.
; RUN: %hpcc_opt %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-LABEL: define i32 @f(
; CHECK: load ptr, ptr @__ref_g
@g = global i32 0
define i32 @f() "marked_for_windows_hot_patching" {
  %v = load i32, ptr @g
  ret i32 %v
}
