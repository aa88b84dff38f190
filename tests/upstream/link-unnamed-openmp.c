// Row: unnamed data, OpenMP's `@0` and `@1`. Native: ref named `__ref_` or after the runtime's location. Right: direct.
// RUN: %hpcc %x64 %list=f1,f2 -O2 -fopenmp -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %x64 %list=f1,f2 -O2 -fopenmp -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /nodefaultlib /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --symbols %t.1.obj | FileCheck %s
//
// RUN: %clang %x64 %list=f1,f2 -O2 -fopenmp -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x64 %list=f1,f2 -O2 -fopenmp -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref_' -- lld-link /dll /noentry /nodefaultlib /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: llvm-readobj --symbols %t.n1.obj | native-wrong %s

// CHECK-NOT: Name: __ref_{{[^g]}}
// WRONG: Name: __ref_{{$}}

#if N == 1
__attribute__((noinline, optnone)) void __kmpc_barrier(void *loc, int id) {}
__attribute__((noinline, optnone)) int __kmpc_global_thread_num(void *loc) { return 0; }
void f1(void) {
#pragma omp barrier
}
#else
void f2(void) {
#pragma omp barrier
}
#endif
