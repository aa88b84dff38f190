// Right in LLVM: a table of label differences has no addresses and stays direct.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | FileCheck %s

// CHECK: {{^}}f:
// CHECK: f.tab
// CHECK: End function
// CHECK-NOT: __ref_f.tab
// CHECK: {{^}}__ref_g:
// CHECK-NOT: __ref_f.tab

int g;
int f(const unsigned char *p)
{
	static const int tab[] = {&&a - &&a, &&b - &&a, &&end - &&a};
	int r = 0;
	goto *(&&a + tab[*p++]);
a:
	r += 1;
	goto *(&&a + tab[*p++]);
b:
	r -= g;
	goto *(&&a + tab[*p++]);
end:
	return r;
}
