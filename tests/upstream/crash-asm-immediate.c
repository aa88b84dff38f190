// Row: asm `"i"(&g)` and asm goto. Native: "invalid operand for inline asm constraint" on valid code.
// Right: direct, with a warning.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
// RUN: %hpcc %x64 %list=f -O2 -S -DGOTO -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
//
// RUN: native-wrong --row=crash-asm-immediate.c --fails='invalid operand|constraint' -- %clang %x64 %list=f -O2 -c %s -o %t.n.obj
// RUN: native-wrong --row=crash-asm-immediate.c --fails='invalid operand|constraint' -- %clang %x64 %list=f -O2 -DGOTO -c %s -o %t.n.obj

// CHECK-LABEL: {{^}}f:
// CHECK: {{(leaq|testl).*[ \t]g\(%rip\)}}
// WARN: hpcc: warning: {{.*'(f|g)'.*'(f|g)'.*}}[-Whotpatch-asm]

int g;
#ifdef GOTO
int f(void)
{
	__asm__ goto("testl $1, %c0(%%rip)\n\tjne %l1" : : "i"(&g) : : out);
	return 0;
out:
	return 1;
}
#else
int *f(void)
{
	int *r;
	__asm__("leaq %c1(%%rip), %0" : "=r"(r) : "i"(&g));
	return r;
}
#endif
