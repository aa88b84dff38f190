// Right in LLVM: a C static local's ref is `__ref_f.n`.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | FileCheck %s

// CHECK: {{^_?}}f:
// CHECK: __ref_f.n
// CHECK: End function
// CHECK: {{^_?}}__ref_f.n:

int f(void)
{
	static int n;
	return ++n;
}
