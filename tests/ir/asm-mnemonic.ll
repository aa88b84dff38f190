; A word of assembly is a variable only where an operand stands: not as mnemonic or label.
; RUN: %hpcc_opt --functions f,g %s -S -o /dev/null 2>%t.err
; RUN: FileCheck %s --input-file %t.err --implicit-check-not=warning
; CHECK: hpcc-opt: warning: assembly in 'g' names 'n::pause': {{.*}} [-Whotpatch-asm]

target triple = "x86_64-pc-windows-msvc"

@pause = global i32 0
@"?pause@n@@3HA" = global i32 0

define void @f() {
  call void asm sideeffect "pause\0A\09nop; pause\0Apause: nop", "~{memory}"()
  ret void
}

define void @g() {
  call void asm sideeffect "incl \22?pause@n@@3HA\22(%rip)", "~{memory}"()
  ret void
}
