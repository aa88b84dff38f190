; x86 lists may hold the undecorated C names.
; RUN: %hpcc_opt --functions 'cd,sc,fc,custom,?cpp@@YAHXZ' %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=QUIET --allow-empty --input-file %t.err

target datalayout = "e-m:x-p:32:32-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:32-n8:16:32-a:0:32-S32"
target triple = "i686-pc-windows-msvc"
; CHECK-DAG: define i32 @cd({{.*}}#[[M:[0-9]+]]
; CHECK-DAG: define x86_stdcallcc i32 @"\01_sc@4"({{.*}}#[[M]]
; CHECK-DAG: define x86_fastcallcc i32 @"\01@fc@8"({{.*}}#[[M]]
; CHECK-DAG: define i32 @"\01custom"({{.*}}#[[M]]
; CHECK-DAG: define i32 @"?cpp@@YAHXZ"({{.*}}#[[M]]
; CHECK: attributes #[[M]] = {{.*}}"marked_for_windows_hot_patching"
; QUIET-NOT: warning
define i32 @cd() {
  ret i32 1
}
define x86_stdcallcc i32 @"\01_sc@4"(i32 %a) {
  ret i32 1
}
define x86_fastcallcc i32 @"\01@fc@8"(i32 inreg %a, i32 inreg %b) {
  ret i32 1
}
define i32 @"\01custom"() {
  ret i32 1
}
define i32 @"?cpp@@YAHXZ"() {
  ret i32 1
}
