; Refs appear in the order of first use, and two runs give the same bytes.
; RUN: %hpcc_opt --functions f,h %s -S -o %t.1.ll
; RUN: %hpcc_opt --functions f,h %s -S -o %t.2.ll
; RUN: cmp %t.1.ll %t.2.ll
; RUN: FileCheck %s --input-file %t.1.ll

target triple = "x86_64-pc-windows-msvc"
; CHECK: @__ref_g3 =
; CHECK: @__ref_g1 =
; CHECK: @__ref_g2 =
@g1 = global i32 0
@g2 = global i32 0
@g3 = global i32 0
define i32 @f() {
  %a = load i32, ptr @g3
  %b = load i32, ptr @g1
  %d = add i32 %a, %b
  ret i32 %d
}
define i32 @h() {
  %a = load i32, ptr @g2
  %b = load i32, ptr @g3
  %d = add i32 %a, %b
  ret i32 %d
}
