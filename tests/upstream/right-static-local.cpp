// Right in LLVM: static locals, guards, mutable members of consts and dynamically initialised consts go through refs.
// RUN: %hpccxx %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clangxx %x64 %list=f -O2 -S -o - %s | FileCheck %s

// CHECK: {{^}}f:
// CHECK: End function
// CHECK-DAG: "__ref_?n@?1??f@@9@4HA":
// CHECK-DAG: "__ref_?v@?1??f@@9@4HA":
// CHECK-DAG: "__ref_?$TSS0@?1??f@@9@4HA":
// CHECK-DAG: "__ref_?{{mut@@3U.*}}":
// CHECK-DAG: "__ref_?{{dyn@@3H.}}":

int init();
struct M {
	int a;
	mutable int b;
};
extern const M mut = {1, 2};
extern const int dyn;
const int dyn = init();
extern "C" int f()
{
	static int n;
	static int v = init();
	return ++n + v + ++mut.b + dyn;
}
