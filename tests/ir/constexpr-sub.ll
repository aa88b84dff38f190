; The difference of two globals: both through refs.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global i32 0
@b = global i32 0

; CHECK-LABEL: define i64 @f(
; CHECK-DAG: load ptr, ptr @__ref_a
; CHECK-DAG: load ptr, ptr @__ref_b
; CHECK: sub i64
; CHECK-NOT: ptr @a
; CHECK-NOT: ptr @b
; CHECK: ret i64
define i64 @f() {
  ret i64 sub (i64 ptrtoint (ptr @a to i64), i64 ptrtoint (ptr @b to i64))
}
