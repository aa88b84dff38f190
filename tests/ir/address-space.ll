; Data in another address space stays direct, with a warning.
; RUN: %hpcc_opt --functions f %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --input-file %t.err

target triple = "x86_64-pc-windows-msvc"
@pcpu = external addrspace(256) global i32

; CHECK-NOT: @__ref_pcpu
; CHECK-LABEL: define i32 @f(
; CHECK: load i32, ptr addrspace(256) @pcpu
; WARN: hpcc-opt: warning: {{.*'(f|pcpu)'.*'(f|pcpu)'.*}}[-Whotpatch-tls]
define i32 @f() {
  %v = load i32, ptr addrspace(256) @pcpu
  ret i32 %v
}
