; A naked function is left untouched, with a warning.
; RUN: %hpcc_opt --functions f %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --input-file %t.err

target triple = "x86_64-pc-windows-msvc"
@g = global i32 0

; CHECK-LABEL: define i32 @f(
; CHECK-NEXT: call i32 asm sideeffect "movl $1, %eax; ret", "={ax},*m,{{.*}}(ptr elementtype(i32) @g)
; CHECK-NEXT: unreachable
; WARN: hpcc-opt: warning: {{.*}}'f'{{.*}}[-Whotpatch-naked]
define i32 @f() #0 {
  %r = call i32 asm sideeffect "movl $1, %eax; ret", "={ax},*m,~{dirflag},~{fpsr},~{flags}"(ptr elementtype(i32) @g)
  unreachable
}
attributes #0 = { naked noinline nounwind }
