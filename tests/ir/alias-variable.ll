; An alias of a variable goes through a ref too, never directly.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@real = global i32 0
@al = weak alias i32, ptr @real

; CHECK: @__ref_{{(al|real)}} = linkonce_odr {{.*}}constant ptr @{{(al|real)}}
; CHECK-LABEL: define i32 @f(
; CHECK: load ptr, ptr @__ref_
; CHECK-NOT: @al
; CHECK: ret i32
define i32 @f() {
  %v = load i32, ptr @al
  ret i32 %v
}
