// Right in LLVM: the optimiser never folds the load of a ref, at any -O level and in optnone functions.
// RUN: %hpcc %x64 %list=f,slow -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f,slow -O1 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f,slow -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f,slow -O3 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f,slow -Os -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f,slow -Oz -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f,slow -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f,slow -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f,slow -O3 -S -o - %s | FileCheck %s

// CHECK: {{^_?}}f:
// CHECK: __ref_g
// CHECK: End function
// CHECK: {{^_?}}slow:
// CHECK: __ref_g
// CHECK: End function
// CHECK: {{^_?}}__ref_g:

int g = 3;
int f(int x) { return g + x; }
__attribute__((optnone, noinline)) int slow(int x) { return g - x; }
