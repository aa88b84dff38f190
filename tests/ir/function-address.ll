; A comparison with a function's address: in the patch image it is another one, so a warning; also where such an address
; is used as a value, itself or from a table, that some function of the unit compares. Not for null, imported functions,
; calls, and functions that are neither listed nor reached. What is reached runs in the patch image if it is static.
; RUN: %hpcc_opt --functions f,g,h,quiet,gives,gives_table,calls_helper --seal -Wno-hotpatch-no-debug %s -S -o %t.ll 2>&1 | FileCheck %s --implicit-check-not=warning
; RUN: FileCheck %s --check-prefix=TRACE <%t.ll
; RUN: %hpcc_opt --functions f,g,h,quiet,gives,gives_table,calls_helper --seal -Wno-hotpatch-no-debug -Wno-hotpatch-function-address %s -S -o /dev/null 2>&1 | count 0

; CHECK: warning: 'f' compares a pointer with the address of 'callback', which is another one in the patch image: a pointer that the base image stored is never equal; compare in an unlisted function of the base [-Whotpatch-function-address]
; CHECK: warning: 'g' compares a pointer with the address of 'external'
; CHECK: warning: 'h' compares a pointer with the address of 'callback'
; CHECK: warning: 'gives' uses the address of 'callback', with which this file compares pointers, and which is another one in the patch image: for the base image they are not equal; take the address in an unlisted function of the base [-Whotpatch-function-address]
; CHECK: warning: 'gives_table' uses the address of 'by_table'
; CHECK: warning: 'helper' compares a pointer with the address of 'callback'
; CHECK: warning: 'inline_helper' compares a pointer with the address of 'callback'
; TRACE-NOT: hpcc-rewritten

target triple = "x86_64-pc-windows-msvc"
@name = alias void (), ptr @callback
declare void @external()
declare dllimport void @imported()

define void @callback() {
  ret void
}

define i1 @f(ptr %p) {
  %a = icmp eq ptr %p, @callback
  %b = icmp eq ptr %p, @callback
  %r = or i1 %a, %b
  ret i1 %r
}

define i1 @g(i64 %p) {
  %r = icmp ne i64 ptrtoint (ptr @external to i64), %p
  ret i1 %r
}

define i1 @h(ptr %p) {
  %pair = cmpxchg ptr %p, ptr @name, ptr null seq_cst seq_cst
  %r = extractvalue { ptr, i1 } %pair, 1
  ret i1 %r
}

define i1 @quiet(ptr %p) {
  call void @callback()
  %a = icmp eq ptr @external, null
  %b = icmp eq ptr %p, @imported
  store ptr @never_compared, ptr %p
  %r = or i1 %a, %b
  ret i1 %r
}

declare void @never_compared()
declare void @by_table()
@table = internal constant [2 x ptr] [ptr @never_compared, ptr @by_table]

define void @gives(ptr %p) {
  call void @callback()
  store ptr @name, ptr %p
  ret void
}

define ptr @gives_table(i64 %i) {
  %at = getelementptr [2 x ptr], ptr @table, i64 0, i64 %i
  %r = load ptr, ptr %at
  ret ptr %r
}

define i1 @calls_helper(ptr %p) {
  %a = call i1 @helper(ptr %p)
  %b = call i1 @global_helper(ptr %p)
  %c = call i1 @inline_helper(ptr %p)
  ret i1 %a
}

define internal i1 @helper(ptr %p) {
  %r = icmp eq ptr %p, @callback
  ret i1 %r
}

define i1 @global_helper(ptr %p) {
  %r = icmp eq ptr %p, @callback
  ret i1 %r
}

define linkonce_odr i1 @inline_helper(ptr %p) {
  %r = icmp eq ptr %p, @callback
  ret i1 %r
}

define i1 @unlisted(ptr %p) {
  %r = icmp eq ptr %p, @callback
  ret i1 %r
}

define i1 @unlisted_too(ptr %p) {
  %r = icmp eq ptr @by_table, %p
  ret i1 %r
}
