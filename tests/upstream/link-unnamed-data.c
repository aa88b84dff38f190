// Row: unnamed data of instrumentation (UBSan here; OpenMP, coverage and profiling have rows of their own).
// Native: a ref named just `__ref_`, two such TUs do not link. Right: direct.
// RUN: %hpcc %x64 %list=f1,f2 -O2 -fsanitize=signed-integer-overflow -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %x64 %list=f1,f2 -O2 -fsanitize=signed-integer-overflow -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /nodefaultlib /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --symbols %t.1.obj | FileCheck %s
//
// RUN: %clang %x64 %list=f1,f2 -O2 -fsanitize=signed-integer-overflow -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x64 %list=f1,f2 -O2 -fsanitize=signed-integer-overflow -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref_' -- lld-link /dll /noentry /nodefaultlib /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: llvm-readobj --symbols %t.n1.obj | native-wrong %s

// CHECK-NOT: Name: __ref_{{$}}
// CHECK: Name: __ref_g
// CHECK-NOT: Name: __ref_{{$}}
// WRONG: Name: __ref_{{$}}

#if N == 1
int g;
__attribute__((noinline, optnone)) void __ubsan_handle_add_overflow(void *d, void *a, void *b) {}
int f1(int x) { return g + x; }
#else
extern int g;
int f2(int x) { return x + g; }
#endif
