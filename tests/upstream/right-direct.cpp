// Right in LLVM: string literals, pointer-free consts, type descriptors, functions and calls stay direct.
// RUN: %hpccxx %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %x86 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clangxx %x64 %list=f -O2 -S -o - %s | FileCheck %s

// CHECK: {{^_?}}f:
// CHECK: End function
// CHECK-NOT: {{^"?_*ref_[^?]}}
// CHECK: {{^"_*ref_\?g@@3HA":}}
// CHECK-NOT: {{^"?_*ref_}}

int g;
static const int table[] = {3, 1, 4, 1, 5, 9, 2, 6};
void use(const char *, int, void (*)());
void callee();
extern "C" int f(int i)
{
	try {
		use("literal", table[i & 7], callee);
	} catch (int e) {
		return e;
	}
	callee();
	return g;
}
