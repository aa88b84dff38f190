// Row: LLVM's direct-access attribute has no source spelling. Right: annotate("hpcc::direct").
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 -gcodeview %list=f -O2 -S -o - %s | native-wrong %s

// CHECK: {{^}}f:
// CHECK-NOT: __ref_local
// CHECK: {{^}}__ref_g:
// CHECK-NOT: __ref_local
// WRONG: __ref_local:

__attribute__((annotate("hpcc::direct"))) int local;
int g;
int f(int x) { return (local += x) + g; }
