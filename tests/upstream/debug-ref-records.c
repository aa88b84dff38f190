// Row: `__ref_*` never get S_GDATA32/S_LDATA32. Right: each has its record, with a pointer type of the right size.
// RUN: %hpcc %x64 -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefixes=CHECK,PTR64
// RUN: %hpcc %x86 -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefixes=CHECK,PTR32
// RUN: %hpcc %a64 -g -gcodeview %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefixes=CHECK,PTR64
// RUN: lld-link /debug /dll /noentry /export:f /out:%t.dll /pdb:%t.pdb %t.obj
// RUN: llvm-pdbutil dump --globals %t.pdb | FileCheck %s --check-prefix=PDB
//
// RUN: %clang %x64 -g -gcodeview %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | native-wrong %s --right=CHECK,PTR64
// RUN: %clang %x86 -g -gcodeview %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | native-wrong %s --right=CHECK,PTR32
// RUN: %clang %a64 -g -gcodeview %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | native-wrong %s --right=CHECK,PTR64

// CHECK: Kind: S_LDATA32
// CHECK: DisplayName: __ref_s
// CHECK: Kind: S_GDATA32
// CHECK-NEXT: DataOffset:
// PTR64-NEXT: Type: {{(void|int|.*)\*? ?.*\(0x[61]}}
// PTR32-NEXT: Type: {{(void|int|.*)\*? ?.*\(0x[41]}}
// CHECK-NEXT: DisplayName: __ref_g
// PDB-DAG: S_GDATA32 {{.*}}`__ref_g`
// PDB-DAG: S_LDATA32 {{.*}}`__ref_s`
// WRONG: DisplayName: g
// WRONG-NOT: DisplayName: __ref_

int g;
static int s;
int f(int x) { return (g += x) + (s ^= x); }
int h(void) { return s; }
