// An inline function that a listed one calls, and that is not listed, becomes the file's own where it works on data: the
// linker could take the copy of a file that does not rewrite it. Not where it is listed, inlined, works on no data, or is
// only called by functions that stay as they are.
// RUN: %hpccxx %x64 -gcodeview %list=f -O2 -c %s -o %t.obj 2>&1 | count 0
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefixes=CHECK,INLINED
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefix=DEBUG
// RUN: %hpccxx %x86 -gcodeview %list=f -O2 -c %s -o %t.obj 2>&1 | count 0
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefixes=CHECK,INLINED
// RUN: %hpccxx %a64gnu -Wno-hotpatch-no-debug %list=f -O0 -c %s -o %t.obj 2>&1 | count 0
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefixes=CHECK,PLAIN
// RUN: %hpccxx %x64 -gcodeview %list='f,bump,by_static' -O2 -c %s -o %t.obj 2>&1 | count 0
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefix=LISTED

// CHECK-DAG: {{ t .*bump}}
// CHECK-DAG: {{ t .*by_static}}
// PLAIN-DAG: {{ t .*inlined}}
// INLINED-NOT: inlined
// CHECK-DAG: {{ T .*twice}}
// CHECK-DAG: {{ T .*unreached}}
// LISTED-DAG: {{ T .*bump}}
// LISTED-DAG: {{ T .*by_static}}
// DEBUG: Kind: S_LPROC32_ID
// DEBUG: LinkageName: ?bump@@YAHXZ

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
