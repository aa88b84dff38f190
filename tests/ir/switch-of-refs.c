// The optimiser makes a table of the refs' addresses where a switch chooses between variables: right, and no warning.
// RUN: %hpcc %x86 %list=f -Wno-hotpatch-no-debug -O3 -S -o - %s 2>%t | FileCheck %s
// RUN: count 0 < %t

// CHECK-LABEL: {{^_?}}f:
// CHECK: switch.table
// CHECK: {{switch.table.*:$}}
// CHECK-NEXT: .long {{_+}}ref_a
// CHECK-NEXT: .long {{_+}}ref_b

int a, b, c, d, e;

int f(unsigned x)
{
	int *p;
	switch (x) {
	case 0:
		p = &a;
		break;
	case 1:
		p = &b;
		break;
	case 2:
		p = &c;
		break;
	case 3:
		p = &d;
		break;
	case 4:
		p = &e;
		break;
	default:
		return 0;
	}
	return ++*p;
}
