// A part that clang makes of a listed function has no convention that anybody could compare, and a static function whose
// callers are all listed is called by the patch alone.
// RUN: %hpcc %x64 -fms-extensions %list=a,b,helper -Wno-hotpatch-no-debug -Werror=hotpatch-abi -O2 -S -o %t.s %s 2>&1 | count 0
// RUN: not %hpcc %x64 -fms-extensions %list=helper -Wno-hotpatch-no-debug -Werror=hotpatch-abi -O2 -S -o %t.s %s 2>&1 | FileCheck %s

// CHECK: static function 'helper' {{.*}}, or list its callers too ('b' is not) [-Werror,-Whotpatch-abi]

int count;
void use(int *);

int a(int x)
{
	__try {
		use(&x);
	} __finally {
		count += x;
	}
	return x;
}

__attribute__((noinline)) static int helper(int x, int y)
{
	count += x;
	return y;
}

int b(int x)
{
	return helper(x, 1) + helper(x + 1, 1);
}
