; A function's address that some function of the unit compares is the base image's: a value from a ref, wherever it is not
; called, and a table that holds it is the base's. Others, imported ones and comparisons with null need no ref.
; RUN: %hpcc_opt --functions f,g,h,takes,gives_table,calls_helper,quiet --place=use %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --functions f,g,h,takes,gives_table,calls_helper,quiet --seal -Wno-hotpatch-no-debug %s -S -o %t.ll 2>&1 | count 0
; RUN: FileCheck %s --check-prefix=SEALED <%t.ll

target triple = "i686-pc-windows-msvc"

; SEALED-NOT: hpcc-rewritten

; CHECK-DAG: @__ref_callback = linkonce_odr dso_local externally_initialized constant ptr @callback
; CHECK-DAG: @__ref_helped = internal externally_initialized constant ptr @helped
; CHECK-DAG: @__ref_name = linkonce_odr dso_local externally_initialized constant ptr @name

@name = alias void (), ptr @callback
declare void @external()
declare dllimport void @imported()
declare void @never_compared()
declare void @swapped()
declare void @by_table()
@table = internal constant [2 x ptr] [ptr @never_compared, ptr @by_table]
@free_table = internal constant [1 x ptr] [ptr @never_compared]

define void @callback() {
  ret void
}

define internal void @helped() {
  ret void
}

; CHECK-LABEL: define i1 @f(
; CHECK: [[P:%.*]] = load ptr, ptr @__ref_callback, {{.*}}!invariant.load
; CHECK-NEXT: icmp eq ptr %p, [[P]]
define i1 @f(ptr %p) {
  %r = icmp eq ptr %p, @callback
  ret i1 %r
}

; CHECK-LABEL: define i1 @g(
; CHECK: [[P:%.*]] = load ptr, ptr @__ref_external
; CHECK-NEXT: [[I:%.*]] = ptrtoint ptr [[P]] to i32
; CHECK-NEXT: icmp ne i32 [[I]], %p
define i1 @g(i32 %p) {
  %r = icmp ne i32 ptrtoint (ptr @external to i32), %p
  ret i1 %r
}

; CHECK-LABEL: define i1 @h(
; CHECK: [[P:%.*]] = load ptr, ptr @__ref_name
; CHECK-NEXT: cmpxchg ptr %p, ptr [[P]], ptr null
; CHECK: [[Q:%.*]] = load ptr, ptr @__ref_swapped
; CHECK-NEXT: cmpxchg ptr %p, ptr [[Q]], ptr null
define i1 @h(ptr %p) {
  %pair = cmpxchg ptr %p, ptr @name, ptr null seq_cst seq_cst
  %other = cmpxchg ptr %p, ptr @swapped, ptr null seq_cst seq_cst
  %r = extractvalue { ptr, i1 } %pair, 1
  ret i1 %r
}

; What is called is the patch's own, or leaves for the base.
; CHECK-LABEL: define void @takes(
; CHECK-NEXT: call void @callback()
; CHECK-NEXT: [[P:%.*]] = load ptr, ptr @__ref_callback
; CHECK-NEXT: store ptr [[P]], ptr %p
define void @takes(ptr %p) {
  call void @callback()
  store ptr @callback, ptr %p
  ret void
}

; CHECK-LABEL: define ptr @gives_table(
; CHECK: load ptr, ptr @__ref_table
define ptr @gives_table(i32 %i) {
  %at = getelementptr [2 x ptr], ptr @table, i32 0, i32 %i
  %r = load ptr, ptr %at
  ret ptr %r
}

define i1 @calls_helper(ptr %p) {
  %a = call i1 @helper(ptr %p)
  ret i1 %a
}

; CHECK-LABEL: define internal i1 @helper(
; CHECK: load ptr, ptr @__ref_helped
define internal i1 @helper(ptr %p) {
  %r = icmp eq ptr %p, @helped
  ret i1 %r
}

; CHECK-LABEL: define i1 @quiet(
; CHECK-NEXT: icmp eq ptr @quiet, null
; CHECK-NEXT: icmp eq ptr %p, @imported
; CHECK-NEXT: store ptr @never_compared, ptr %p
; CHECK-NEXT: load ptr, ptr @free_table
define i1 @quiet(ptr %p) {
  %a = icmp eq ptr @quiet, null
  %b = icmp eq ptr %p, @imported
  store ptr @never_compared, ptr %p
  %c = load ptr, ptr @free_table
  %r = or i1 %a, %b
  ret i1 %r
}

define i1 @unlisted(ptr %p) {
  %r = icmp eq ptr @by_table, %p
  ret i1 %r
}
