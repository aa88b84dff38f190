// Row: raw asm text that names a global. Nothing can be redirected; native says nothing. Right: a warning.
// RUN: %hpcc %x64 %list=f -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
//
// RUN: native-wrong --row=missed-asm-text.c --silent=warning: -- %clang %x64 %list=f -O2 -c %s -o %t.n.obj

// CHECK: hpcc: warning: {{.*'(f|g)'.*'(f|g)'.*}}[-Whotpatch-asm]

int g;
int f(void)
{
	int r;
	__asm__("movl g(%%rip), %0" : "=r"(r));
	return r;
}
