; What a constant leads to is reached, also behind a vtable and where the constant itself goes through a ref: the base
; may not have it, and an object of the patch leads to the patch's vtable. What a variable leads to is the base's.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-w64-windows-gnu"
@g = global i32 0
@_ZTV1D = constant { [3 x ptr] } { [3 x ptr] [ptr null, ptr null, ptr @method] }
@object = internal constant { ptr } { ptr getelementptr (i8, ptr @_ZTV1D, i64 16) }
@table = internal constant { ptr, ptr } { ptr @g, ptr @listed_in_table }
@variable = internal global ptr @in_variable

; CHECK-LABEL: define i32 @f(
define i32 @f() {
  %vtable = load ptr, ptr @object
  %call = load ptr, ptr %vtable
  %a = call i32 %call()
  %other = load ptr, ptr getelementptr (i8, ptr @table, i64 8)
  %b = call i32 %other()
  %last = load ptr, ptr @variable
  %c = call i32 %last()
  ret i32 %c
}
; CHECK-LABEL: define i32 @method(
; CHECK-NEXT: load ptr, ptr @__ref_g
define i32 @method() {
  %v = load i32, ptr @g
  ret i32 %v
}
; CHECK-LABEL: define internal i32 @listed_in_table(
; CHECK-NEXT: load ptr, ptr @__ref_g
define internal i32 @listed_in_table() {
  %v = load i32, ptr @g
  ret i32 %v
}
; CHECK-LABEL: define internal i32 @in_variable(
; CHECK-NEXT: load i32, ptr @g
define internal i32 @in_variable() {
  %v = load i32, ptr @g
  ret i32 %v
}
