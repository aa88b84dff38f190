// An inline function that a listed one calls, and that is not listed, is a warning where it works on data: the linker may
// take the copy of a file that does not rewrite it. Not where it is listed, inlined, works on no data, or is only called
// by functions that stay as they are.
// RUN: %hpccxx %x64 -gcodeview %list=f -O2 -c %s -o %t.obj 2>&1 | FileCheck %s --implicit-check-not=warning:
// RUN: %hpccxx %a64gnu -Wno-hotpatch-no-debug %list=f -O0 -c %s -o %t.obj 2>&1 | FileCheck %s --check-prefixes=CHECK,PLAIN --implicit-check-not=warning:
// RUN: %hpccxx %x64 -gcodeview %list='f,bump,by_static' -O2 -c %s -o %t.obj 2>&1 | count 0

// CHECK-DAG: warning: 'f' uses the inline function 'bump({{.*}})', which is not listed: if the base image has none, the linker may take another file's copy, which uses the patch's own data; list it, too [-Whotpatch-comdat]
// CHECK-DAG: warning: 'f' uses the inline function 'by_static({{.*}})'
// PLAIN-DAG: warning: 'f' uses the inline function 'inlined({{.*}})'

#define NOINLINE __attribute__((noinline))

extern int counter;

NOINLINE inline int bump()
{
	return ++counter;
}

NOINLINE static int helper()
{
	return --counter;
}

NOINLINE inline int by_static()
{
	return helper();
}

inline int inlined()
{
	return counter;
}

NOINLINE inline int twice(int x)
{
	return 2 * x;
}

NOINLINE inline int unreached()
{
	return counter + 7;
}

extern "C" int f(int x)
{
	return bump() + by_static() + inlined() + twice(x);
}

int unlisted()
{
	return unreached() + bump();
}
