; The program's own `__ref_g`, a function: an error, no output.
; RUN: not %hpcc_opt --functions f %s -S -o %t.ll 2>&1 | FileCheck %s
; RUN: not test -e %t.ll

target triple = "x86_64-pc-windows-msvc"
; CHECK: hpcc-opt: error: {{.*}}'__ref_g'
@g = global i32 0
declare void @__ref_g()
define i32 @f() {
  %v = load i32, ptr @g
  ret i32 %v
}
