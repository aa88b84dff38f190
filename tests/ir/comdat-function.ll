; COMDAT, linkonce and available_externally functions: the first two are rewritten and keep their COMDAT.
; RUN: %hpcc_opt --functions f,h %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-LABEL: define linkonce_odr i32 @f(){{.*}} comdat
; CHECK: load ptr, ptr @__ref_g
$f = comdat any
@g = global i32 0
define linkonce_odr i32 @f() comdat {
  %v = load i32, ptr @g
  ret i32 %v
}
; CHECK-LABEL: define weak_odr i32 @h(){{.*}} comdat
; CHECK: load ptr, ptr @__ref_g
$h = comdat any
define weak_odr i32 @h() comdat {
  %v = load i32, ptr @g
  ret i32 %v
}
