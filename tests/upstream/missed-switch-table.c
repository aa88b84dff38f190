// Row: `switch.table.f` made by the optimiser. Native: a table of patch-image addresses. Right: no such table.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^_?}}f:
// CHECK-NOT: switch.table
// CHECK: End function
// CHECK-NOT: {{^_?}}switch.table
// CHECK-DAG: {{^_?}}__ref_a:
// CHECK-DAG: {{^_?}}__ref_e:
// WRONG: {{^_?}}f:
// WRONG: {{__ref_switch.table.f|[ ,:]switch.table.f}}

int a, b, c, d, e;
int *f(int i)
{
	switch (i) {
	case 0:
		return &a;
	case 1:
		return &b;
	case 2:
		return &c;
	case 3:
		return &d;
	case 4:
		return &e;
	}
	return 0;
}
