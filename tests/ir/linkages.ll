; weak, common, extern_weak, selectany (weak_odr) and section variables go through refs.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-DAG: @__ref_w = linkonce_odr {{.*}}constant ptr @w
; CHECK-DAG: @__ref_c = linkonce_odr {{.*}}constant ptr @c
; CHECK-DAG: @__ref_ew = {{.*}}constant ptr @ew
; CHECK-DAG: @__ref_sel = linkonce_odr {{.*}}constant ptr @sel
; CHECK-DAG: @__ref_sec = linkonce_odr {{.*}}constant ptr @sec
; CHECK-LABEL: define i32 @f(
; CHECK: icmp eq ptr %{{.*}}, null
$sel = comdat any
@w = weak global i32 0
@c = common global i32 0
@ew = extern_weak global i32
@sel = weak_odr global i32 4, comdat
@sec = global i32 5, section ".mydata"
define i32 @f() {
  %t = icmp eq ptr @ew, null
  %a = load i32, ptr @w
  %b = load i32, ptr @c
  %d = load i32, ptr @sel
  %e = load i32, ptr @sec
  %x = add i32 %a, %b
  %y = add i32 %d, %e
  %z = select i1 %t, i32 %x, i32 %y
  ret i32 %z
}
