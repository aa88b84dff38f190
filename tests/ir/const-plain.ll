; Constants without addresses, strings and private constants stay direct.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@.str = private unnamed_addr constant [3 x i8] c"ab\00"
@table = internal constant [2 x i32] [i32 1, i32 2]
@names = internal constant [2 x ptr] [ptr @.str, ptr @.str]
@funcs = internal constant [1 x ptr] [ptr @callee]
@pub = constant i32 7
declare i32 @callee(ptr)

; CHECK-NOT: @__ref_
; CHECK-LABEL: define i32 @f(
; CHECK: call i32 @callee(ptr @.str)
; CHECK: getelementptr {{.*}}@table
; CHECK: getelementptr {{.*}}@names
; CHECK: load i32, ptr @pub
define i32 @f(i64 %i) {
  %a = call i32 @callee(ptr @.str)
  %p = getelementptr [2 x i32], ptr @table, i64 0, i64 %i
  %n = getelementptr [2 x ptr], ptr @names, i64 0, i64 %i
  %v = load i32, ptr %p
  %w = load i32, ptr @pub
  %r = add i32 %v, %w
  ret i32 %r
}
