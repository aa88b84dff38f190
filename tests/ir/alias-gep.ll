; An alias into the middle of a variable, and a GEP on an alias.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@real = global [8 x i32] zeroinitializer
@al = alias i32, getelementptr inbounds ([8 x i32], ptr @real, i64 0, i64 2)

; CHECK-LABEL: define i32 @f(
; CHECK: load ptr, ptr @__ref_
; CHECK-NOT: @al
; CHECK-NOT: ptr @real
; CHECK: ret i32
define i32 @f() {
  %v = load i32, ptr @al
  %w = load i32, ptr getelementptr (i8, ptr @al, i64 4)
  %r = add i32 %v, %w
  ret i32 %r
}
