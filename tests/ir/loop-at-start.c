// A patch may be patched again: on ARM64, too, no loop starts at a function's first instruction, also of unlisted ones.
// RUN: %hpcc %a64 -O2 -S -o - %s -fms-secure-hotpatch-functions-list=walk -Wno-hotpatch | FileCheck %s
// RUN: %hpcc %a64gnu -O0 -S -o - %s -fms-secure-hotpatch-functions-list=walk -Wno-hotpatch | FileCheck %s
// RUN: %hpcc %x64 -O2 -S -o - %s -fms-secure-hotpatch-functions-list=walk -Wno-hotpatch | FileCheck --check-prefix=X64 %s
// CHECK-LABEL: {{^}}walk:
// CHECK-NOT: {{LBB.*:}}
// CHECK: hint #34
// CHECK-LABEL: {{^}}other:
// CHECK-NOT: {{LBB.*:}}
// CHECK: hint #34
// X64-NOT: hint
int walk(int *p, int n)
{
	do {
		n += *p++;
	} while (n < 100);
	return n;
}

void other(volatile int *p)
{
	while (!*p)
		;
}
