// Row: naked function. Native: a load before the body clobbers a register. Right: untouched, with a warning.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s --check-prefixes=CHECK,X64
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s --check-prefixes=CHECK,X86
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X64
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X86

// CHECK-LABEL: {{^_?}}f:
// CHECK-NOT: __ref_
// X64: movl g(%rip), %ecx
// X86: movl _g, %ecx
// CHECK-NEXT: ret
// WRONG: {{^_?}}f:
// WRONG: mov{{.*}}__ref_g
// WARN: hpcc: warning: {{.*}}'f'{{.*}}[-Whotpatch-naked]

int g;
__attribute__((naked)) int f(void) { __asm__ volatile("movl %0, %%ecx\n\tret" ::"m"(g)); }
