// Row: the same `static s` in two listed TUs. Native: duplicate symbol (or, merged, the wrong TU's s).
// Right: one private ref a TU.
// RUN: %hpcc %x64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %x64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --symbols %t.1.obj | FileCheck %s -DREF=__ref_s
// RUN: %hpcc %x86 %list=f1,f2 -O2 -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %x86 %list=f1,f2 -O2 -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --symbols %t.1.obj | FileCheck %s -DREF=___ref_s
// RUN: %hpcc %a64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %a64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --symbols %t.1.obj | FileCheck %s -DREF=__ref_s
// RUN: %hpcc %x64gnu %list=f1,f2 -O2 -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %x64gnu %list=f1,f2 -O2 -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /lldmingw /dll /noentry /export:f1 /export:f2 /out:%t.dll /map:%t.map %t.1.obj %t.2.obj
// RUN: FileCheck %s --check-prefix=TWO --input-file %t.map
//
// RUN: %clang %x64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref_s' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: llvm-readobj --symbols %t.n1.obj | native-wrong %s -- -DREF=__ref_s
// RUN: %clang %x86 %list=f1,f2 -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x86 %list=f1,f2 -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: ___ref_s' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: %clang %a64 %list=f1,f2 -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %a64 %list=f1,f2 -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref_s' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: %clang %x64gnu %list=f1,f2 -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x64gnu %list=f1,f2 -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: lld-link /lldmingw /dll /noentry /export:f1 /export:f2 /out:%t.n.dll /map:%t.n.map %t.n1.obj %t.n2.obj
// RUN: cat %t.n.map | native-wrong %s --right=TWO --wrong=ONE

// CHECK: Name: [[REF]]{{$}}
// CHECK-NEXT: Value:
// CHECK-NEXT: Section: .rdata
// CHECK-NEXT: BaseType: Null
// CHECK-NEXT: ComplexType: Null
// CHECK-NEXT: StorageClass: Static
// WRONG: Name: [[REF]]{{$}}
// WRONG: StorageClass: WeakExternal
// TWO-COUNT-2: {{ }}__ref_s 
// ONE: {{ }}__ref_s 
// ONE-NOT: {{ }}__ref_s 

static int s;
#if N == 1
int f1(int x) { return s += x; }
#else
int f2(int x) { return s -= x; }
#endif
