// Row: an inline (COMDAT) listed function in two TUs, and TUs with only COMDAT functions. Native: duplicate __ref_
// and .weak.__ref_….default symbols. Right: links, the ref is a COMDAT that any definition may serve.
// RUN: %hpccxx %x64 %list=?inl@@YAHH@Z -O2 -c -DN=1 %s -o %t.1.obj
// RUN: %hpccxx %x64 %list=?inl@@YAHH@Z -O2 -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /dll /noentry /export:use1 /export:use2 /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --sections --symbols %t.1.obj | FileCheck %s
//
// RUN: %clangxx %x64 %list=?inl@@YAHH@Z -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clangxx %x64 %list=?inl@@YAHH@Z -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref_\?g@@3HA' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: llvm-readobj --sections --symbols %t.n1.obj | native-wrong %s

// CHECK: Name: __ref_?g@@3HA
// CHECK-NEXT: Value: 0
// CHECK-NEXT: Section: .rdata
// CHECK: StorageClass: External
// WRONG: Name: __ref_?g@@3HA
// WRONG: StorageClass: WeakExternal

extern int g;
int helper();
__declspec(noinline) inline int inl(int x) { return (g += x) + helper(); }
#if N == 1
int g;
int helper() { return 0; }
extern "C" int use1(int x) { return inl(x); }
#else
extern "C" int use2(int x) { return inl(x); }
#endif
