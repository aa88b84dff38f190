// Row: the name in S_HOTPATCHFUNC drops the \01 escape. The table calls this right in LLVM; 22.1.8 writes the raw byte
// for asm labels on x86 and for vectorcall on x64. Right: the name as the object's symbol spells it.
// RUN: %hpcc %x86 -gcodeview %list=custom -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefix=X86
// RUN: %hpcc %x64 -gcodeview %list=vc -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefix=X64
// The same in assembly, and in the object that is made of it.
// RUN: %hpcc %x86 -gcodeview %list=custom -O2 -S %s -o %t.s && FileCheck %s --check-prefix=TEXT --input-file %t.s
// RUN: %clang %x86 -c %t.s -o %t.obj && llvm-readobj --codeview %t.obj | FileCheck %s --check-prefix=X86
// RUN: %hpcc %x64 -gcodeview -fno-verbose-asm %list=vc -O2 -S %s -o %t.s && %clang %x64 -c %t.s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefix=X64
// RUN: %hpcc -w %a64 -gcodeview %list=custom -O2 -S %s -o %t.s && FileCheck %s --check-prefix=TEXT --input-file %t.s
// RUN: %hpcc_cl -w --target=i686-pc-windows-msvc /Z7 /O2 /FA /Fa%t.asm /Fo%t.obj /c /hotpatchfunctions:custom -- %s
// RUN: FileCheck %s --check-prefix=TEXT --input-file %t.asm
// TEXT: {{4457|0x1169}}
// TEXT-NEXT: {{long|word}}
// TEXT-NEXT: {{asciz.*}}"custom"
//
// RUN: list-escape custom vc@@8 > %t.list
// RUN: %clang %x86 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-file=%t.list -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | native-wrong %s --right=X86
// RUN: %clang %x64 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-file=%t.list -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | native-wrong %s --right=X64

// X86: Kind: S_HOTPATCHFUNC
// X86-NEXT: Function:
// X86-NEXT: {{ Name: custom$}}
// X64: Kind: S_HOTPATCHFUNC
// X64-NEXT: Function:
// X64-NEXT: {{ Name: vc@@8$}}
// WRONG: Kind: S_HOTPATCHFUNC
// WRONG-NEXT: Function:
// WRONG-NEXT: Name: {{[^a-z]}}

int g;
int f(int x) __asm__("custom");
int f(int x) { return g += x; }
int __vectorcall vc(int x) { return g -= x; }
