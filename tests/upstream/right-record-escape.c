// Right in LLVM: the name in S_HOTPATCHFUNC drops the \01 escape of an asm label.
// RUN: %hpcc %x86 -gcodeview %list=custom -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
//
// RUN: list-escape custom > %t.list
// RUN: %clang %x86 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-file=%t.list -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | FileCheck %s

// CHECK: Kind: S_HOTPATCHFUNC
// CHECK-NEXT: Function:
// CHECK-NEXT: Name: custom{{$}}

int g;
int f(int x) __asm__("custom");
int f(int x) { return g += x; }
