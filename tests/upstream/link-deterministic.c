// Row: order of loads and refs. Native: differs from run to run. Right: equal bytes, order of first use.
// RUN: %hpcc %x64 -mno-incremental-linker-compatible %list=f -O2 -c %s -o %t.obj
// RUN: cp %t.obj %t.1.obj
// RUN: %hpcc %x64 -mno-incremental-linker-compatible %list=f -O2 -c %s -o %t.obj
// RUN: cmp %t.obj %t.1.obj
// RUN: %hpcc %x64 -mno-incremental-linker-compatible %list=f -O2 -c %s -o %t.obj
// RUN: cmp %t.obj %t.1.obj
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: native-differs %t.n 12 %clang %x64 -mno-incremental-linker-compatible %list=f -O2 -c %s

// CHECK: {{^}}__ref_g7:
// CHECK: {{^}}__ref_g2:
// CHECK: {{^}}__ref_g9:
// CHECK: {{^}}__ref_g1:
// CHECK: {{^}}__ref_g4:
// CHECK: {{^}}__ref_g8:
// CHECK: {{^}}__ref_g3:
// CHECK: {{^}}__ref_g6:
// CHECK: {{^}}__ref_g5:

extern int g1, g2, g3, g4, g5, g6, g7, g8, g9;
void f(void) { g7++; g2++; g9++; g1++; g4++; g8++; g3++; g6++; g5++; }
