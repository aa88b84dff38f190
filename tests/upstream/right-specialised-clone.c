// Right in LLVM: a specialised clone of a listed function inherits the marking.
// RUN: %hpcc %x64 -gcodeview %list=compute -O3 -mllvm -funcspec-min-function-size=1 -mllvm -funcspec-for-literal-constant=1 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
//
// RUN: %clang %x64 -gcodeview %list=compute -O3 -mllvm -funcspec-min-function-size=1 -mllvm -funcspec-for-literal-constant=1 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | FileCheck %s

// CHECK-DAG: Kind: S_HOTPATCHFUNC
// CHECK-DAG: {{Name: compute.specialized.1$}}

int g;
int plus(int x);
int minus(int x);
__attribute__((noinline)) static int compute(int x, int (*op)(int))
{
	for (int i = 0; i < x; i++)
		g += op(i);
	return op(g);
}
int both(int x, int c) { return c ? compute(x, plus) : compute(x + 1, minus); }
