// Right in LLVM: with -fms-hotpatch the first instruction of every function has two bytes or more, also of naked,
// empty and tail-calling ones; nothing is needed on ARM64. A list alone implies the same here.
// RUN: %hpcc %x64 -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.obj
// RUN: llvm-objdump -d %t.obj | first-instruction 2 f empty tail naked other
// RUN: %hpcc %x86 -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.obj
// RUN: llvm-objdump -d %t.obj | first-instruction 2 _f _empty _tail _naked _other
// RUN: %hpcc %a64 -fms-secure-hotpatch-functions-list=f -O2 -c %s -o %t.obj
// RUN: llvm-objdump -d %t.obj | first-instruction 4 f empty tail other
//
// RUN: %clang %x64 %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-objdump -d %t.n.obj | first-instruction 2 f empty tail naked other
// RUN: %clang %x86 %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-objdump -d %t.n.obj | first-instruction 2 _f _empty _tail _naked _other

int g;
int callee(int);
int f(int x) { return g += x; }
void empty(void) {}
int tail(int x) { return callee(x); }
#ifndef __aarch64__
__attribute__((naked)) void naked(void) { __asm__("ret"); }
#endif
int other(int x)
{
	int local[4] = {x, x, x, x};
	return callee(local[callee(x) & 3]);
}
