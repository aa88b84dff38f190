// Row: GEP on an alias at -O0. Native: SIGSEGV. Right: compiles, through the ref.
// RUN: %hpcc %x64 %list=f -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O0 -S -o - %s | FileCheck %s
//
// RUN: native-wrong --row=crash-alias-gep.c --fails='Stack dump' -- %clang -fno-crash-diagnostics %x64 %list=f -O0 -c %s -o %t.n.obj
// RUN: native-wrong --row=crash-alias-gep.c --fails='Stack dump' -- %clang -fno-crash-diagnostics %a64 %list=f -O0 -c %s -o %t.n.obj

// CHECK-LABEL: {{^_?}}f:
// CHECK: {{__ref_(al|real)}}
// CHECK: End function

int real[8];
extern int al[8] __attribute__((alias("real")));
int f(int x) { return al[3] += x; }
