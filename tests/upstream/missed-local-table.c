// Row: `__const.f.t` and local tables that hold patch-image addresses. Native: the pointers inside are used as they
// are. Right: the table's elements come from the refs.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^_?}}f:
// CHECK-NOT: __const.f.t
// CHECK: End function
// CHECK-DAG: {{^_?}}__ref_a:
// CHECK-DAG: {{^_?}}__ref_b:
// CHECK-DAG: {{^_?}}__ref_c:
// CHECK-DAG: {{^_?}}__ref_d:
// WRONG: {{^_?}}f:
// WRONG: {{__ref___const.f.t}}

int a, b, c, d, e;
int use(int **);
int f(void)
{
	int *t[] = {&a, &b, &c, &d, &e};
	return use(t);
}
