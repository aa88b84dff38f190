; Bodies that clang outlines from a listed function are marked with it; other functions it reaches are not.
; RUN: %hpcc_opt --functions '?f@@YAHH@Z,_Z1fi,k' %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --functions other %s -S -o - | FileCheck %s --check-prefix=OTHER

target triple = "x86_64-pc-windows-msvc"

@n = internal global i32 0

; CHECK-DAG: define i32 @"?f@@YAHH@Z"(i32 %x) [[MARK:#[0-9]+]] {
; CHECK-DAG: define internal i32 @"??R<lambda_0>@?0??f@@YAHH@Z@QEBA?A?<auto>@@H@Z"() [[MARK]] {
; CHECK-DAG: define internal i32 @"_ZZ1fiENK3$_0clEi"() [[MARK]] {
; CHECK-DAG: define internal i32 @"?filt$0@0@k@@"(ptr %p, ptr %q) [[MARK]] {
; CHECK-DAG: define internal i32 @"_ZZ1fiENK3$_1clEi"() [[MARK]] {
; CHECK-DAG: define internal i32 @__k_block_invoke_2() [[MARK]] {
; CHECK-DAG: define internal i32 @__kk_block_invoke() {
; CHECK-DAG: define internal i32 @"_ZZ1fiiENK3$_0clEi"() {
; CHECK-DAG: define internal i32 @helper() [[REACHED:#[0-9]+]] {
; CHECK-DAG: attributes [[MARK]] = { "marked_for_windows_hot_patching" }
; CHECK-DAG: attributes [[REACHED]] = { "hpcc-rewritten" }
; OTHER-NOT: define internal {{.*}} #{{[0-9]}} {

; Bodies that variables alone lead to, which are the base's.
@lambdas = internal global [2 x ptr] [ptr @"_ZZ1fiENK3$_1clEi", ptr @"_ZZ1fiiENK3$_0clEi"]
@blocks = internal global [2 x ptr] [ptr @__k_block_invoke_2, ptr @__kk_block_invoke]

define internal i32 @"_ZZ1fiENK3$_1clEi"() {
  ret i32 1
}
define internal i32 @"_ZZ1fiiENK3$_0clEi"() {
  ret i32 2
}
define internal i32 @__k_block_invoke_2() {
  ret i32 3
}
define internal i32 @__kk_block_invoke() {
  ret i32 4
}

define i32 @"?f@@YAHH@Z"(i32 %x) {
  %v = call i32 @"??R<lambda_0>@?0??f@@YAHH@Z@QEBA?A?<auto>@@H@Z"()
  %w = call i32 @helper()
  ret i32 %v
}

define i32 @_Z1fi(i32 %x) {
  %v = call i32 @"_ZZ1fiENK3$_0clEi"()
  ret i32 %v
}

define void @k() personality ptr @__C_specific_handler {
  invoke void @g() to label %done unwind label %dispatch
dispatch:
  %s = catchswitch within none [label %handler] unwind to caller
handler:
  %p = catchpad within %s [ptr @"?filt$0@0@k@@"]
  catchret from %p to label %done
done:
  ret void
}

define i32 @other() {
  ret i32 0
}

define internal i32 @"??R<lambda_0>@?0??f@@YAHH@Z@QEBA?A?<auto>@@H@Z"() {
  %v = load i32, ptr @n
  ret i32 %v
}

define internal i32 @"_ZZ1fiENK3$_0clEi"() {
  %v = load i32, ptr @n
  ret i32 %v
}

define internal i32 @"?filt$0@0@k@@"(ptr %p, ptr %q) {
  %v = load i32, ptr @n
  ret i32 %v
}

define internal i32 @helper() {
  ret i32 1
}

declare void @g()
declare i32 @__C_specific_handler(...)
