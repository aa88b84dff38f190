; Constant expressions over functions with prefix data are left alone.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global i32 0
define i32 @q() prefix ptr @a {
  ret i32 0
}
; CHECK-LABEL: define i32 @f(
; CHECK: getelementptr (i32, ptr @q, i64 -1)
define i32 @f() {
  %v = load i32, ptr getelementptr (i32, ptr @q, i64 -1)
  ret i32 %v
}
