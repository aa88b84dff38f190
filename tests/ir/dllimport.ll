; Imported data stays direct: the IAT entry is bound to the one instance already.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@imp = external dllimport global i32
@impconst = external dllimport constant ptr

; CHECK-NOT: @__ref_imp
; CHECK-LABEL: define i32 @f(
; CHECK: load i32, ptr @imp
; CHECK: load ptr, ptr @impconst
define i32 @f() {
  %v = load i32, ptr @imp
  %p = load ptr, ptr @impconst
  %w = load i32, ptr %p
  %r = add i32 %v, %w
  ret i32 %r
}
