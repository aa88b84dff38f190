; A comparison with a function's address: in the patch image it is another one, so a warning; not for null, imported
; functions, calls, and functions that are not listed.
; RUN: %hpcc_opt --functions f,g,h,quiet --seal -Wno-hotpatch-no-debug %s -S -o /dev/null 2>&1 | FileCheck %s --implicit-check-not=warning
; RUN: %hpcc_opt --functions f,g,h,quiet --seal -Wno-hotpatch-no-debug -Wno-hotpatch-function-address %s -S -o /dev/null 2>&1 | count 0

; CHECK: warning: 'f' compares a pointer with the address of 'callback', which is another one in the patch image: a pointer that the base image stored is never equal; compare in an unlisted function of the base [-Whotpatch-function-address]
; CHECK: warning: 'g' compares a pointer with the address of 'external'
; CHECK: warning: 'h' compares a pointer with the address of 'callback'

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
  %r = or i1 %a, %b
  ret i1 %r
}

define i1 @unlisted(ptr %p) {
  %r = icmp eq ptr %p, @callback
  ret i1 %r
}
