; extern const: opaque, and data the base may initialise at run time: through refs.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
%opaque = type opaque
@o = external constant %opaque
@late = external constant i32
@vol = external constant i32

; CHECK-LABEL: define i32 @f(
; CHECK-DAG: load ptr, ptr @__ref_o
; CHECK-DAG: load ptr, ptr @__ref_late
; CHECK-DAG: load ptr, ptr @__ref_vol
; CHECK-NOT: ptr @{{(o|late|vol)([^A-Za-z0-9_.]|$)}}
; CHECK: ret i32
declare i32 @use(ptr)
define i32 @f() {
  %a = call i32 @use(ptr @o)
  %v = load i32, ptr @late
  %w = load volatile i32, ptr @vol
  %r = add i32 %v, %w
  ret i32 %r
}
