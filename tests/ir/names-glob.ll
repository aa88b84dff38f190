; An entry with a star is a glob over every spelling; `?` is one character, except in what starts like an MSVC name.
; RUN: %hpcc_opt --functions 'net_*,f?o,fo?o,?up*@Widget@@*,sc@?*' %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --allow-empty --input-file %t.err
; RUN: %hpcc_opt --functions '**' %s -S -o - 2>&1 | FileCheck %s --check-prefix=ALL
; RUN: %hpcc_opt --functions '?nothing*' %s -S -o - 2>&1 | FileCheck %s --check-prefix=NONE
; RUN: %hpcc_opt --functions '_sc@*' %s -S -o - 2>&1 | FileCheck %s --check-prefix=SYMBOL
; RUN: %hpcc_opt --functions 'alias_*' %s -S -o - 2>&1 | FileCheck %s --check-prefix=ALIAS

target datalayout = "e-m:x-p:32:32-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:32-n8:16:32-a:0:32-S32"
target triple = "i686-pc-windows-msvc"
; WARN: warning: no function 'f?o' in
; WARN: warning: no function 'sc@?*' in
; WARN-NOT: warning
; CHECK: define i32 @net_send() #[[M:[0-9]+]]
; CHECK: define i32 @net_() #[[M]]
; CHECK-NOT: define {{.*}} #
; CHECK: define i32 @fo2o() #[[M]]
; CHECK-NOT: define {{.*}} #
; CHECK: define i32 @"?update@Widget@@QAEHXZ"() #[[M]]
; CHECK-NOT: define {{.*}} #
; CHECK: define internal i32 @net_static() #[[M]]
; CHECK: attributes #[[M]] = {{.*}}"marked_for_windows_hot_patching"
; ALL-COUNT-9: define {{.*}} #0
; NONE-NOT: marked_for
; NONE: warning: no function '?nothing*' in
; NONE-NOT: marked_for
; SYMBOL: @"\01_sc@4"(i32 %a) #
; ALIAS-NOT: define {{.*}} #
; ALIAS: define i32 @fo2o() #
; ALIAS-NOT: define {{.*}} #
@alias_name = alias i32 (), ptr @fo2o
define i32 @net_send() {
  ret i32 1
}
define i32 @net_() {
  ret i32 1
}
define i32 @internet() {
  ret i32 1
}
define i32 @fo2o() {
  ret i32 1
}
define x86_stdcallcc i32 @"\01_sc@4"(i32 %a) {
  ret i32 1
}
define i32 @"?update@Widget@@QAEHXZ"() {
  ret i32 1
}
define i32 @"?up@Gadget@@QAEHXZ"() {
  ret i32 1
}
define internal i32 @net_static() {
  ret i32 1
}
define i32 @Net_upper() {
  ret i32 1
}
declare i32 @net_declared()
