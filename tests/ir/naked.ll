; A naked function is left untouched, with a warning. So is one that a listed function reaches, if it names data.
; RUN: %hpcc_opt --functions f,k %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --input-file %t.err

target triple = "x86_64-pc-windows-msvc"
@g = global i32 0

; CHECK-LABEL: define i32 @f(
; CHECK-NEXT: call i32 asm sideeffect "movl $1, %eax; ret", "={ax},*m,{{.*}}(ptr elementtype(i32) @g)
; CHECK-NEXT: unreachable
; WARN: hpcc-opt: warning: {{.*}}'f'{{.*}} list its callers instead [-Whotpatch-naked]
; WARN: hpcc-opt: warning: {{.*}}'reached'{{.*}} move it out of {{.*}}[-Whotpatch-naked]
; WARN: hpcc-opt: warning: {{.*}}'operand'{{.*}}[-Whotpatch-naked]
; WARN-NOT: warning
define i32 @f() #0 {
  %r = call i32 asm sideeffect "movl $1, %eax; ret", "={ax},*m,~{dirflag},~{fpsr},~{flags}"(ptr elementtype(i32) @g)
  unreachable
}
define void @k() {
  call void @reached()
  call void @operand()
  call void @quiet()
  ret void
}
define internal void @reached() #0 {
  call void asm sideeffect "incl g(%rip); ret", ""()
  unreachable
}
define internal void @operand() #0 {
  call void asm sideeffect "incl $0; ret", "*m"(ptr elementtype(i32) @g)
  unreachable
}
define internal void @quiet() #0 {
  call void asm sideeffect "ret", ""()
  unreachable
}
attributes #0 = { naked noinline nounwind }
