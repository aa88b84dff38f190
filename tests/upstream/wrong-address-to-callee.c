// Row: `&g` passed to an unlisted static callee. Native: IPSCCP sinks it and the callee uses the patch's own g.
// Right: the ref is passed, or loaded in the callee.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK: {{^_?}}f:
// CHECK: __ref_g
// CHECK: {{^_?}}g:
// WRONG: {{^_?}}callee:
// WRONG: {{[^_a-z]_?g(\(%rip\)|,|$)}}

int other(int *);
__attribute__((noinline)) static int callee(int *p) { return other(0) + ++*p; }
int g;
int f(void) { return callee(&g); }
