; An entry without a function, close to an unlisted function that is defined here, gets a suggestion; others do not.
; RUN: %hpcc_opt --functions-file %S/Inputs/near.txt %s -S -o %t.ll 2>&1 | FileCheck %s --match-full-lines --implicit-check-not='did you mean'
; RUN: %hpcc_opt --functions-file %S/Inputs/near.txt %s -S -o %t.ll -Wno-hotpatch-name 2>&1 | count 0
; RUN: not %hpcc_opt --functions-file %S/Inputs/near.txt %s -S -o %t.ll -Werror=hotpatch-name 2>&1 | FileCheck %s --check-prefix=ERROR

target datalayout = "e-m:x-p:32:32-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:32-n8:16:32-a:0:32-S32"
target triple = "i686-pc-windows-msvc"
; CHECK: hpcc-opt: warning: no function 'update_windw' here; did you mean 'update_window'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function 'udpate_window' here; did you mean 'update_window'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function 'Update_Window' here; did you mean 'update_window'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function '___update_window' here; did you mean 'update_window'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function '_update_window@4' here; did you mean 'update_window'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function '_sc@8' here; did you mean '_sc@4'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function '?update@Widget@@QEAAHXZ' here; did you mean '?update@Widget@@QAEHXZ'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function 'ns::Gadget::updte' here; did you mean 'ns::Gadget::update'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function 'Gadget::update' here; did you mean 'ns::Gadget::update'? [-Whotpatch-name]
; CHECK: hpcc-opt: warning: no function 'ns::Gadget::update(long)' here; did you mean 'ns::Gadget::update(int)'? [-Whotpatch-name]
; ERROR: hpcc-opt: error: no function 'update_windw' here; did you mean 'update_window'? [-Werror,-Whotpatch-name]
define i32 @update_window() {
  %v = call i32 @update_windows()
  ret i32 1
}
declare i32 @update_windows()
define x86_stdcallcc i32 @"\01_sc@4"(i32 %a) {
  ret i32 1
}
define i32 @"?update@Widget@@QAEHXZ"() {
  ret i32 1
}
define i32 @"?update@Gadget@ns@@QAEHH@Z"(i32 %a) {
  ret i32 1
}
define i32 @abc() {
  ret i32 1
}
define i32 @step12() {
  ret i32 1
}
define i32 @listed_one() {
  ret i32 1
}
