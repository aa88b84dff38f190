// Row: the list does not imply -fms-hotpatch (no prologue, no flag in S_COMPILE3, no warning), which does not imply
// -ffunction-sections. Right: a list implies all of it.
// RUN: %hpcc %x64 -gcodeview -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview --sections %t.obj | FileCheck %s
// RUN: llvm-objdump -d %t.obj | first-instruction 2 f h
// RUN: %hpcc %x86 -gcodeview -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview --sections %t.obj | FileCheck %s
// RUN: llvm-objdump -d %t.obj | first-instruction 2 _f _h
// RUN: %hpcc %a64 -gcodeview -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview --sections %t.obj | FileCheck %s
//
// RUN: %clang %x64 -gcodeview -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview --sections %t.n.obj | native-wrong %s
// RUN: %clang %x86 -gcodeview -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview --sections %t.n.obj | native-wrong %s
// RUN: %clang %a64 -gcodeview -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview --sections %t.n.obj | native-wrong %s --wrong=SECTIONS

// Each function in a section of its own: with the empty default one, three sections are named .text.
// CHECK-COUNT-3: Name: .text
// CHECK: Kind: S_COMPILE3
// CHECK: HotPatch (0x4000)
// WRONG: Name: .text
// WRONG-NOT: Name: .text
// WRONG: Kind: S_COMPILE3
// WRONG-NOT: HotPatch (0x4000)
// WRONG: Machine:
// ARM64 always has the flag.
// SECTIONS: Name: .text
// SECTIONS-NOT: Name: .text
// SECTIONS: Kind: S_COMPILE3

int g;
int callee(int *);
int f(int x) { return callee(&x) + g++; }
int h(int x) { return callee(&x); }
