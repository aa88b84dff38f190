// Row: static table of label addresses (computed goto). Native: through a ref that, once bound to the base, jumps into
// the old function. Right: direct.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X64
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X86
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,A64
// RUN: %hpcc %x64gnu %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X64
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X64
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X86
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,A64
// RUN: %clang %x64gnu %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X64

// CHECK-LABEL: {{^_?}}f:
// CHECK-NOT: __ref_f.tab
// X64: {{leaq f.tab\(%rip\)|\*f.tab}}
// X86: _f.tab
// A64: adrp {{x[0-9]+}}, f.tab
// CHECK-NOT: __ref_f.tab
// WRONG: __ref_f.tab:

int g;
int f(const unsigned char *p)
{
	static const void *const tab[] = {&&a, &&b, &&end};
	int r = 0;
	goto *tab[*p++];
a:
	r += 1;
	goto *tab[*p++];
b:
	r -= g;
	goto *tab[*p++];
end:
	return r;
}
