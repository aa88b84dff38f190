; A const table of addresses of mutable data, pointers or integers: through its ref.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global i32 1
@b = global i32 2
@ptrs = constant [2 x ptr] [ptr @a, ptr @b]
@ints = constant [2 x i64] [i64 ptrtoint (ptr @a to i64), i64 ptrtoint (ptr @b to i64)]
@deep = constant { i32, ptr } { i32 1, ptr @ptrs }

; CHECK-LABEL: define i64 @f(
; CHECK-DAG: load ptr, ptr @__ref_ptrs
; CHECK-DAG: load ptr, ptr @__ref_ints
; CHECK-DAG: load ptr, ptr @__ref_deep
; CHECK-NOT: ptr @{{(ptrs|ints|deep)([^A-Za-z0-9_.]|$)}}
; CHECK: ret i64
define i64 @f(i64 %i) {
  %p = getelementptr [2 x ptr], ptr @ptrs, i64 0, i64 %i
  %v = load ptr, ptr %p
  %q = getelementptr [2 x i64], ptr @ints, i64 0, i64 %i
  %w = load i64, ptr %q
  %d = load ptr, ptr getelementptr ({ i32, ptr }, ptr @deep, i64 0, i32 1)
  %vi = ptrtoint ptr %v to i64
  %r = add i64 %vi, %w
  ret i64 %r
}
