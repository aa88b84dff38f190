; Thread-local data stays direct and a warning names function and variable.
; RUN: %hpcc_opt --functions f %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
; RUN: %hpcc_opt --functions f -Wno-hotpatch-tls %s -S -o %t.ll 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
; RUN: not %hpcc_opt --functions f -Werror=hotpatch-tls %s -S -o %t.none.ll 2>&1 | FileCheck %s --check-prefix=ERROR
; RUN: not test -e %t.none.ll

target triple = "x86_64-pc-windows-msvc"
@t = thread_local global i32 0
@g = global i32 0
declare ptr @llvm.threadlocal.address.p0(ptr)

; CHECK-NOT: @__ref_t
; CHECK-LABEL: define i32 @f(
; CHECK: call ptr @llvm.threadlocal.address.p0(ptr @t)
; WARN: hpcc-opt: warning: {{.*'(f|t)'.*'(f|t)'.*}}[-Whotpatch-tls]
; OFF-NOT: warning
; ERROR: hpcc-opt: error: {{.*}}hotpatch-tls]
define i32 @f() {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @t)
  %v = load i32, ptr %p
  store i32 %v, ptr @g
  ret i32 %v
}
