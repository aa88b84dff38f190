// Row: `__builtin_object_size` at -O0. Native: -1 instead of the size. Right: the size.
// RUN: %hpcc %x64 %list=f -O0 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O0 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK: movl $48, %eax
// CHECK: retq
// WRONG: {{^}}f:
// WRONG: movq $-1, %rax

char buf[48], buf2[32];
unsigned long long f(int c) { return __builtin_object_size(c ? buf : buf2, 0); }
