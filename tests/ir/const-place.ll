; Constants whose contents or place may be another in the base image go through refs, and so do tables that lead to
; them: a weak definition gives way to another file's, and `.reg$a` and `.reg$z` enclose what other files put between.
; RUN: %hpcc_opt --functions f,g,same %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@limit = weak constant i32 5
@five = internal constant i32 5
@name = weak alias i32, ptr @five
@first = internal constant ptr null, section ".reg$a"
@last = internal constant ptr null, section ".reg$z"
@ends = internal constant [2 x ptr] [ptr @first, ptr @last]
@names = internal constant [1 x ptr] [ptr @name]
@shared = weak_odr constant i32 6
@placed = internal constant i32 7, section ".fixed"

; CHECK-LABEL: define i32 @f(
; CHECK-DAG: load ptr, ptr @__ref_limit
; CHECK-DAG: load ptr, ptr @__ref_name{{$|,}}
; CHECK: ret i32
define i32 @f() {
  %a = load i32, ptr @limit
  %b = load i32, ptr @name
  %r = add i32 %a, %b
  ret i32 %r
}

; CHECK-LABEL: define i1 @g(
; CHECK-DAG: load ptr, ptr @__ref_first
; CHECK-DAG: load ptr, ptr @__ref_last
; CHECK-DAG: load ptr, ptr @__ref_ends
; CHECK-DAG: load ptr, ptr @__ref_names
; CHECK: ret i1
define i1 @g() {
  %e = load ptr, ptr @ends
  %n = load ptr, ptr @names
  %p = getelementptr i8, ptr @first, i64 8
  %r = icmp ult ptr %p, @last
  ret i1 %r
}

; CHECK-LABEL: define i32 @same(
; CHECK-NOT: @__ref
; CHECK: ret i32
define i32 @same() {
  %a = load i32, ptr @shared
  %b = load i32, ptr @placed
  %r = add i32 %a, %b
  ret i32 %r
}
