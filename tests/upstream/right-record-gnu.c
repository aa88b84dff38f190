// Right in LLVM: windows-gnu with -gcodeview has S_HOTPATCHFUNC.
// RUN: %hpcc %x64gnu -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
// RUN: %hpcc %x86gnu -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
// RUN: %hpcc %a64gnu -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
//
// RUN: %clang %x64gnu -g -gcodeview %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | FileCheck %s

// CHECK: Kind: S_HOTPATCHFUNC
// CHECK-NEXT: Function: f
// CHECK-NEXT: {{Name: _?f$}}

int g;
int f(int x) { return g += x; }
