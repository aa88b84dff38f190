// Row: x64 vectorcall names have a raw 0x01 in the IR: native matches `vc@@4` only with that byte. Right: as spelled.
// RUN: %hpcc %x64 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-list=vc@@8 -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-list=vc -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-list=vc@@8 -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}vc@@8:
// CHECK: mov{{.*}}__ref_g(%rip)
// WRONG: {{^}}vc@@8:
// WRONG: {{[ ,]g\(%rip\)}}

int g;
int __vectorcall vc(int x) { return g |= x; }
