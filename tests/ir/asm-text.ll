; asm text that names a global is reported; words that are not globals of the unit are not.
; RUN: %hpcc_opt --functions f,g,h %s -S -o %t.ll 2>&1 | FileCheck %s --check-prefix=WARN

target triple = "x86_64-pc-windows-msvc"
@counter = global i32 0

; WARN: hpcc-opt: warning: {{.*'(f|counter)'.*'(f|counter)'.*}}[-Whotpatch-asm]
; WARN: hpcc-opt: warning: assembly in 'h' names 'counter'{{.*}}[-Whotpatch-asm]
; WARN-NOT: warning
define void @f() {
  call void asm sideeffect "incl counter(%rip)", ""()
  ret void
}
define void @g() {
  call void asm sideeffect "incl countermand(%rip)", ""()
  ret void
}
; `$$` is a dollar, `$0` an operand.
define void @h(i32 %v) {
  call void asm sideeffect "movl $$counter, %eax; addl $0, %eax", "r,~{eax}"(i32 %v)
  ret void
}
