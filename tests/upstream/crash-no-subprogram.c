// Row: listed function without DISubprogram in a module with CodeView. Native: SIGSEGV. Right: compiles, with a
// hot-patch record that does not need debug information.
// RUN: %hpcc %x64 -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
// RUN: %hpcc %x86 -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
// RUN: %hpcc %a64 -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
//
// RUN: native-wrong --row=crash-no-subprogram.c --fails='Stack dump' -- %clang -fno-crash-diagnostics %x64 -g -gcodeview %list=f -O2 -c %s -o %t.n.obj
// RUN: native-wrong --row=crash-no-subprogram.c --fails='Stack dump' -- %clang -fno-crash-diagnostics %x86 -g -gcodeview %list=f -O2 -c %s -o %t.n.obj
// RUN: native-wrong --row=crash-no-subprogram.c --fails='Stack dump' -- %clang -fno-crash-diagnostics %a64 -g -gcodeview %list=f -O2 -c %s -o %t.n.obj

// CHECK: Kind: S_HOTPATCHFUNC
// CHECK: {{Name: _?f$}}

int g;
int h(int x) { return x; }
__attribute__((nodebug)) int f(int x) { return g += x; }
