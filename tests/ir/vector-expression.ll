; A constant expression over a constant vector.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global [4 x i32] zeroinitializer
@b = global i32 0

; CHECK-LABEL: define <2 x ptr> @f(
; CHECK-DAG: load ptr, ptr @__ref_a
; CHECK-DAG: load ptr, ptr @__ref_b
; CHECK: getelementptr i8, <2 x ptr> %
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret <2 x ptr> %
define <2 x ptr> @f() {
  ret <2 x ptr> getelementptr (i8, <2 x ptr> <ptr @a, ptr @b>, <2 x i64> <i64 4, i64 0>)
}
