// Row: MS `offset g`. Native: "invalid operand" on valid code. Right: direct, with a warning.
// RUN: %hpcc %x86 -fasm-blocks %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
//
// RUN: native-wrong --row=crash-asm-offset.c --fails='invalid operand|constraint' -- %clang %x86 -fasm-blocks %list=f -O2 -c %s -o %t.n.obj

// CHECK-LABEL: {{^}}_f:
// CHECK: movl $_g, %eax
// WARN: hpcc: warning: {{.*'(f|g)'.*'(f|g)'.*}}[-Whotpatch-asm]

int g;
int f(void) { __asm { mov eax, offset g } }
