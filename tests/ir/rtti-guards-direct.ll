; Compiler-made data stays direct: type descriptors, the cookie, guard symbols, counters.
; RUN: %hpcc_opt --functions f,g %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@"??_R0H@8" = linkonce_odr global { ptr, ptr, [3 x i8] } { ptr @"??_7type_info@@6B@", ptr null, [3 x i8] c".H\00" }
@"??_7type_info@@6B@" = external constant ptr
@__security_cookie = external global i64
@__guard_check_icall_fptr = external global ptr
@__profc_f = private global [1 x i64] zeroinitializer, section ".lprfc$M"
@_ZTIi = external constant ptr
@__guard_hits = global i32 0
declare void @use(ptr)

; A variable with such a name that the file defines is the user's own.
; CHECK: @__ref___guard_hits = {{.*}} ptr @__guard_hits
; CHECK-NOT: @__ref_
; CHECK-NOT: @"__ref_
; CHECK-LABEL: define void @f(
; CHECK: use(ptr @"??_R0H@8")
; CHECK: load i64, ptr @__security_cookie
; CHECK: load ptr, ptr @__guard_check_icall_fptr
; CHECK: load i64, ptr @__profc_f
; CHECK: use(ptr @_ZTIi)
define void @f() {
  call void @use(ptr @"??_R0H@8")
  %c = load i64, ptr @__security_cookie
  %g = load ptr, ptr @__guard_check_icall_fptr
  %p = load i64, ptr @__profc_f
  call void @use(ptr @_ZTIi)
  ret void
}

; CHECK-LABEL: define i32 @g(
; CHECK-NOT: @__guard_hits
; CHECK: ret
define i32 @g() {
  %h = load i32, ptr @__guard_hits
  ret i32 %h
}
