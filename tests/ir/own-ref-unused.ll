; The program's own `__ref_g` is no trouble when no ref of that name is needed.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK: @__ref_g = global ptr null
; CHECK: @__ref_h = linkonce_odr
@g = global i32 0
@h = global i32 0
@__ref_g = global ptr null
define i32 @f() {
  %v = load i32, ptr @h
  ret i32 %v
}
