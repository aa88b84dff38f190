// Row: constant vector operand (SLP with -mavx2).
// RUN: %hpcc %x64 -mavx2 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 -mavx2 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK-NOT: {{[ \t][ab]\(%rip\)}}
// CHECK: retq
// CHECK: {{^}}__ref_a:
// CHECK: {{^}}__ref_b:
// WRONG: {{^}}f:
// WRONG: {{[ \t]a\(%rip\)}}

int a, b;
typedef unsigned long long u2 __attribute__((vector_size(16)));
void f(u2 *p) { *p = (u2){(unsigned long long)&a, (unsigned long long)&b}; }
