// Constants with volatile accesses go through refs, also when the access is a copy of a whole structure or has the
// address from a variable, a choice, or a parameter.
// RUN: %hpcc %x64 %list=f,g,h,k -Wno-hotpatch -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f,g,h,k -Wno-hotpatch -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f,g,h,k -Wno-hotpatch -O2 -S -o - %s | FileCheck %s

// CHECK-NOT: __ref_plain
// CHECK-DAG: {{^_?}}__ref_whole:
// CHECK-DAG: {{^_?}}__ref_chosen:
// CHECK-DAG: {{^_?}}__ref_kept:
// CHECK-DAG: {{^_?}}__ref_passed:
// CHECK-NOT: __ref_plain

struct state {
	int values[6];
};
const volatile struct state whole = {{1, 2}};
const volatile int chosen = 1, kept[2] = {1, 2}, passed = 3;
const int plain = 4;

struct state f(void)
{
	struct state copy = whole;
	return copy;
}

int g(int yes)
{
	return *(yes ? &chosen : &kept[1]);
}

int h(int i)
{
	const volatile int *at = kept;
	return at[i] + plain;
}

static int read(const volatile int *at)
{
	return *at;
}

int k(void)
{
	return read(&passed);
}
