// Row: two listed TUs use one extern global. Native: duplicate symbol. Right: both link, through one ref.
// RUN: %hpcc %x64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.x64.1.obj
// RUN: %hpcc %x64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.x64.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /out:%t.x64.dll /map:%t.x64.map %t.x64.1.obj %t.x64.2.obj
// RUN: FileCheck %s --input-file %t.x64.map -DREF=__ref_g
// RUN: %hpcc %x86 %list=f1,f2 -O2 -c -DN=1 %s -o %t.x86.1.obj
// RUN: %hpcc %x86 %list=f1,f2 -O2 -c -DN=2 %s -o %t.x86.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /out:%t.x86.dll /map:%t.x86.map %t.x86.1.obj %t.x86.2.obj
// RUN: FileCheck %s --input-file %t.x86.map -DREF=___ref_g
// RUN: %hpcc %a64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.a64.1.obj
// RUN: %hpcc %a64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.a64.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /out:%t.a64.dll /map:%t.a64.map %t.a64.1.obj %t.a64.2.obj
// RUN: FileCheck %s --input-file %t.a64.map -DREF=__ref_g
//
// RUN: %clang %x64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref_g' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: %clang %x86 %list=f1,f2 -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x86 %list=f1,f2 -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: ___ref_g' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: %clang %a64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %a64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref_g' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj

// CHECK-COUNT-1: [[REF]]
// CHECK-NOT: [[REF]]

#if N == 1
int g;
int f1(int x) { return g += x; }
#else
extern int g;
int f2(int x) { return g -= x; }
#endif
