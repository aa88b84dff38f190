; After sealing, refs and what a marked function still reaches carry LLVM's direct-access attribute.
; RUN: %hpcc_opt --functions f --seal -Wno-hotpatch-tls %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-DAG: @t = thread_local global i32 0 #[[D:[0-9]+]]
; CHECK-DAG: @__ref_g = {{.*}} #[[D]]
; CHECK: attributes #[[D]] = {{.*}}"allow_direct_access_in_hot_patch_function"
@t = thread_local global i32 0
@g = global i32 0
declare ptr @llvm.threadlocal.address.p0(ptr)
define i32 @f() {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @t)
  %v = load i32, ptr %p
  store i32 %v, ptr @g
  ret i32 %v
}
