// Row: private constants of one name (`__const.f.t`) in two TUs. Native: duplicate symbol or the other TU's data.
// Right: no ref at all, the constant is used directly.
// RUN: %hpcc %x64 %list=f1,f2,f -O2 -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %x64 %list=f1,f2,f -O2 -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /dll /noentry /export:f1 /export:f2 /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --symbols %t.1.obj | FileCheck %s
// RUN: %hpcc %x64gnu %list=f1,f2,f -O2 -c -DN=1 %s -o %t.1.obj
// RUN: %hpcc %x64gnu %list=f1,f2,f -O2 -c -DN=2 %s -o %t.2.obj
// RUN: lld-link /lldmingw /dll /noentry /export:f1 /export:f2 /out:%t.dll %t.1.obj %t.2.obj
// RUN: llvm-readobj --symbols %t.1.obj | FileCheck %s
//
// RUN: %clang %x64 %list=f1,f2,f -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: %clang %x64 %list=f1,f2,f -O2 -c -DN=2 %s -o %t.n2.obj
// RUN: native-wrong --row=%basename_t --fails='duplicate symbol: __ref___const.f.t' -- lld-link /dll /noentry /out:%t.n.dll %t.n1.obj %t.n2.obj
// RUN: llvm-readobj --symbols %t.n1.obj | native-wrong %s
// RUN: %clang %x64gnu %list=f1,f2,f -O2 -c -DN=1 %s -o %t.n1.obj
// RUN: llvm-readobj --symbols %t.n1.obj | native-wrong %s

// CHECK-NOT: __ref_
// WRONG: Name: __ref___const.f.t

int use(const char **t);
__attribute__((noinline)) static int f(int x)
{
#if N == 1
	const char *t[] = {"a", "bb", "ccc", "dddd", "eeeee"};
#else
	const char *t[] = {"1", "22", "333", "4444", "55555"};
#endif
	return use(t) + x;
}
#if N == 1
__attribute__((noinline, optnone)) int use(const char **t) { return t[0][0]; }
int f1(int x) { return f(x); }
#else
int f2(int x) { return f(x); }
#endif
