; A compiler-made table of distances, as LLVM makes them of tables of pointers: it holds its own address. The copy holds
; the copy's.
; RUN: hpcc-opt --functions f -S %s -o - | FileCheck %s
target datalayout = "e-m:w-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-windows-msvc"

@counter = global i32 3
@__const.f.table = private constant [1 x i64] [i64 sub (i64 ptrtoint (ptr @counter to i64), i64 ptrtoint (ptr @__const.f.table to i64))]

; CHECK-LABEL: define i64 @f
; CHECK: [[COPY:%.*]] = alloca [1 x i64]
; CHECK: [[REF:%.*]] = load ptr, ptr @__ref_counter
; CHECK-DAG: ptrtoint ptr [[REF]] to i64
; CHECK-DAG: ptrtoint ptr [[COPY]] to i64
define i64 @f(i64 %i) {
  %at = getelementptr [1 x i64], ptr @__const.f.table, i64 0, i64 %i
  %r = load i64, ptr %at
  ret i64 %r
}
