; The \01 escape is not part of a ref's name.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK: @__ref_custom = linkonce_odr {{.*}}constant ptr @"\01custom"
@"\01custom" = external global i32
define i32 @f() {
  %v = load i32, ptr @"\01custom"
  ret i32 %v
}
