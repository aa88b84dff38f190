; A table of label addresses stays direct.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@tab = internal constant [2 x ptr] [ptr blockaddress(@f, %a), ptr blockaddress(@f, %b)]
@g = global i32 0

; CHECK-NOT: @__ref_tab
; CHECK-LABEL: define i32 @f(
; CHECK: getelementptr {{.*}}@tab
define i32 @f(i64 %i) {
entry:
  %p = getelementptr [2 x ptr], ptr @tab, i64 0, i64 %i
  %t = load ptr, ptr %p
  indirectbr ptr %t, [label %a, label %b]
a:
  ret i32 1
b:
  %v = load i32, ptr @g
  ret i32 %v
}
