// Row: data of instrumentation, -fprofile-instr-generate. Native: redirected (or a ref without a name). Right: direct.
// RUN: %hpcc %x64 -gcodeview -fprofile-instr-generate %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 -gcodeview -fprofile-instr-generate %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-NOT: {{^"?__ref_[^g]}}
// CHECK: {{^}}__ref_g:
// CHECK-NOT: {{^"?__ref_[^g]}}
// WRONG: {{^"?__ref_(:|__sancov|__profc|__llvm_gcov|[.])}}

int g;
int f(int x)
{
	if (x)
		g += x;
	return g;
}
