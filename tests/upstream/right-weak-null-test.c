// Right in LLVM: the address of an extern weak variable is tested for null at run time, through the ref.
// RUN: %hpcc %x64gnu %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | FileCheck %s

// CHECK: {{^}}f:
// CHECK: movq __ref_w(%rip), %[[R:r[a-z]+]]
// CHECK: testq %[[R]], %[[R]]
// CHECK: End function
// CHECK: .quad w

extern int w __attribute__((weak));
int f(void) { return &w ? w : -1; }
