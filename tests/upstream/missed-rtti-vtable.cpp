// Row: vtable behind an RTTI alias. Native: direct with RTTI. Right: through its ref with and without RTTI.
// RUN: %hpccxx %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %x64 %list=f -O2 -fno-rtti -S -o - %s | FileCheck %s
// RUN: %hpccxx %x86 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clangxx %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clangxx %x86 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clangxx %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK: {{^_?}}f:
// CHECK-NOT: {{[ ,\$:]}}"??_7V@@6B@"
// CHECK: __ref_??_7V@@6B@"
// CHECK-NOT: {{[ ,\$:]}}"??_7V@@6B@"
// CHECK: End function
// WRONG: {{^_?}}f:
// WRONG: {{[ ,\$:]}}"??_7V@@6B@"

using size_t = decltype(sizeof 0);
inline void *operator new(size_t, void *p) { return p; }
struct B {
	B();
	virtual int m();
	int v;
};
struct V : B {
	V() {}
	virtual int m();
	virtual int n();
};
int V::n() { return 2; }
int V::m() { return 1; }
extern "C" void f(void *p) { new (p) V; }
