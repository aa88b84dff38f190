; A module for another system is refused.
; RUN: not %hpcc_opt --functions f %s -S -o %t.ll 2>&1 | FileCheck %s
; RUN: not test -e %t.ll

target triple = "x86_64-unknown-linux-gnu"
; CHECK: hpcc-opt: error: {{.*}}x86_64-unknown-linux-gnu
define i32 @f() {
  ret i32 1
}
