; inttoptr and truncating ptrtoint over an address.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global [8 x i32] zeroinitializer

; CHECK-LABEL: define i32 @f(
; CHECK: [[A:%.*]] = load ptr, ptr @__ref_a
; CHECK: ptrtoint ptr [[A]] to i64
; CHECK: inttoptr i64
; CHECK-NOT: @a
; CHECK: ret i32
define i32 @f() {
  %v = load i32, ptr inttoptr (i64 add (i64 ptrtoint (ptr @a to i64), i64 12) to ptr)
  ret i32 %v
}
