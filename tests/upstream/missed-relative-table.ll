; Row: relative lookup tables of mutable data. Native: direct. Right: reached through a ref.
; RUN: %hpcc %x64 %list=f -O1 -S -o - %s | FileCheck %s
;
; RUN: %clang %x64 %llist=f -O1 -S -o - %s | native-wrong %s

; CHECK-LABEL: {{^}}f:
; CHECK: __ref_tab
; CHECK-NOT: {{[ ,]tab\(%rip\)}}
; CHECK: End function
; WRONG: {{^}}f:
; WRONG: {{[ ,]tab\(%rip\)}}

target triple = "x86_64-pc-windows-msvc"
@a = global i32 1
@b = global i32 2
@tab = constant [2 x i32] [
  i32 trunc (i64 sub (i64 ptrtoint (ptr @a to i64), i64 ptrtoint (ptr @tab to i64)) to i32),
  i32 trunc (i64 sub (i64 ptrtoint (ptr @b to i64), i64 ptrtoint (ptr @tab to i64)) to i32)], align 4
declare ptr @llvm.load.relative.i64(ptr, i64)
define ptr @f(i64 %i) {
  %o = shl i64 %i, 2
  %p = call ptr @llvm.load.relative.i64(ptr @tab, i64 %o)
  ret ptr %p
}
