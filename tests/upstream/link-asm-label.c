// Row: variable with an asm label. Native: a ref symbol with a raw 0x01 byte. Right: the escape is stripped.
// RUN: %hpcc %x86 %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --symbols %t.obj | FileCheck %s --check-prefix=X86
// RUN: %hpcc %x64 %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --symbols %t.obj | FileCheck %s --check-prefix=X64
//
// RUN: %clang %x86 %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --symbols %t.n.obj | native-wrong %s --right=X86

// X86: Name: ___ref_custom{{$}}
// X64: Name: __ref_custom{{$}}
// WRONG: Name: {{.*}}ref_{{[^c]+}}custom

extern int g __asm__("custom");
int f(int x) { return g += x; }
