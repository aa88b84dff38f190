// Row: dllimport variable and const dllimport pointer. Native: `undefined symbol`. Right: the IAT load stays.
// RUN: llvm-dlltool -m i386:x86-64 -d %S/Inputs/dep.def -l %t.dep64.lib
// RUN: llvm-dlltool -m i386 -d %S/Inputs/dep.def -l %t.dep32.lib
// RUN: llvm-dlltool -m arm64 -d %S/Inputs/dep.def -l %t.depa64.lib
// RUN: %hpcc %x64 %list=f -O2 -c %s -o %t.obj
// RUN: lld-link /dll /noentry /export:f /out:%t.dll %t.obj %t.dep64.lib
// RUN: llvm-readobj --symbols %t.obj | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -c %s -o %t.obj
// RUN: lld-link /dll /noentry /safeseh:no /export:f /out:%t.dll %t.obj %t.dep32.lib
// RUN: llvm-readobj --symbols %t.obj | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -c %s -o %t.obj
// RUN: lld-link /dll /noentry /export:f /out:%t.dll %t.obj %t.depa64.lib
// RUN: llvm-readobj --symbols %t.obj | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -c %s -o %t.n.obj
// RUN: native-wrong --row=%basename_t --fails='undefined symbol: imp' -- lld-link /dll /noentry /out:%t.n.dll %t.n.obj %t.dep64.lib
// RUN: llvm-readobj --symbols %t.n.obj | native-wrong %s
// RUN: %clang %x86 %list=f -O2 -c %s -o %t.n.obj
// RUN: native-wrong --row=%basename_t --fails='undefined symbol: _imp' -- lld-link /dll /noentry /safeseh:no /out:%t.n.dll %t.n.obj %t.dep32.lib
// RUN: %clang %a64 %list=f -O2 -c %s -o %t.n.obj
// RUN: native-wrong --row=%basename_t --fails='undefined symbol: imp' -- lld-link /dll /noentry /out:%t.n.dll %t.n.obj %t.depa64.lib

// CHECK-NOT: __ref_imp
// CHECK: Name: __imp_{{_?}}imp
// CHECK-NOT: __ref_imp
// WRONG: Name: __ref_imp

extern __declspec(dllimport) int imp;
extern __declspec(dllimport) int *const impconst;
int f(int x) { return (imp += x) + *impconst; }
