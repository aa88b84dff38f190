; asm: "i" stays direct with a warning, "m" and "r" go through the ref.
; RUN: %hpcc_opt --functions f %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --input-file %t.err

target triple = "x86_64-pc-windows-msvc"
@i = global i32 0
@m = global i32 0
@r = global i32 0

; CHECK-LABEL: define void @f(
; CHECK-NOT: __ref_i
; CHECK: asm sideeffect "# one", "i"(ptr @i)
; CHECK: asm sideeffect "# two", "*m"(ptr elementtype(i32) %
; CHECK: asm sideeffect "# three", "r"(ptr %
; WARN: hpcc-opt: warning: {{.*'(f|i)'.*'(f|i)'.*}}[-Whotpatch-asm]
; WARN-NOT: warning
define void @f() {
  call void asm sideeffect "# one", "i"(ptr @i)
  call void asm sideeffect "# two", "*m"(ptr elementtype(i32) @m)
  call void asm sideeffect "# three", "r"(ptr @r)
  ret void
}
