// A literal whose address is compared: by its name where it has one (msvc), with a warning where it has none (gnu). A
// loop to the end of an array that clang has made is no such comparison.
// RUN: %hpcc %x64gnu %list=f,g -Wno-hotpatch-no-debug -O2 -S -o - %s 2>&1 | FileCheck %s
// RUN: %hpcc %x64gnu %list=f,g -Wno-hotpatch-no-debug -O0 -S -o - %s 2>&1 | FileCheck %s
// RUN: %hpcc %x64 %list=f,g -Wno-hotpatch-no-debug -O2 -S -o - %s 2>&1 | FileCheck %s --check-prefix=NAMED

// CHECK: warning: 'f' compares a pointer with the address of the literal '.str', {{.*}} [-Whotpatch-const-data]
// CHECK-NOT: warning
// NAMED-NOT: warning
// NAMED: __ref_??_C@

static const char *const unset = "unset";
const char *state;

int f(void)
{
	return state == unset;
}

int g(int by)
{
	const int numbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
	int sum = 0;
	for (const int *p = numbers; p != numbers + 9; p++)
		sum += *p * by;
	for (const char *text = "some text"; *text; text++)
		sum ^= *text;
	return sum;
}
