; A list entry without a function here is reported.
; RUN: %hpcc_opt --functions f,nosuch %s -S -o %t.ll 2>&1 | FileCheck %s
; RUN: test -e %t.ll

target triple = "x86_64-pc-windows-msvc"
; CHECK: hpcc-opt: warning: {{.*}}'nosuch'{{.*}}[-Whotpatch-name]
define i32 @f() {
  ret i32 1
}
