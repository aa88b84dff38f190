; What the base imports is reached through its import slot; what only the patch imports, through one of its own.
; RUN: printf 'import __imp_data\nimport __imp_call\nfunction f\n' | base-of %t.hpbase
; RUN: hpcc-opt --functions f --base=%t.hpbase --seal -S %s -o - | FileCheck %s
target triple = "x86_64-pc-windows-msvc"
@data = external dllimport global i32
@fresh = external dllimport global i32
; CHECK-DAG: i16 1, i16 0, ptr @__ref___imp_data,
; CHECK-DAG: i16 1, i16 0, ptr @__ref___imp_call,
; CHECK-LABEL: define {{.*}}@f(
; CHECK: [[SLOT:%.*]] = load ptr, ptr @__ref___imp_data
; CHECK-NEXT: [[DATA:%.*]] = load ptr, ptr [[SLOT]]
; CHECK-NEXT: load i32, ptr [[DATA]]
; CHECK: load i32, ptr @fresh
; CHECK: [[SLOT:%.*]] = load ptr, ptr @__ref___imp_call
; CHECK-NEXT: [[CALL:%.*]] = load ptr, ptr [[SLOT]]
; CHECK-NEXT: call i32 [[CALL]](
; CHECK: call i32 @only_here(
define i32 @f() {
  %a = load i32, ptr @data
  %b = load i32, ptr @fresh
  %c = add i32 %a, %b
  %d = call i32 @call(i32 %c)
  %e = call i32 @only_here(i32 %d)
  ret i32 %e
}
declare dllimport i32 @call(i32)
declare dllimport i32 @only_here(i32)
