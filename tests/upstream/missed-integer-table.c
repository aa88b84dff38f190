// Row: integer tables holding addresses. Native: the table is "a constant without pointers" and stays direct.
// Right: the table, or the addresses in it, through refs.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK: __ref_{{tab|a}}
// CHECK-NOT: {{[ ,:]tab(\(%rip\)|$)}}
// CHECK: End function
// WRONG: {{^}}f:
// WRONG: {{[ ,:]tab(\(%rip\)|$)}}

typedef unsigned long long uintptr;
int a, b, c;
extern const uintptr tab[];
const uintptr tab[] = {(uintptr)&a, (uintptr)&b, (uintptr)&c};
uintptr f(int i) { return tab[i]; }
