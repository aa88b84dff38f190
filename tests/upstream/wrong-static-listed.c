// Row: listed static functions. Native: the ABI changes (dropped parameters and results) and a function with one caller is
// folded away. Right: kept, with the parameters and results of the source; on x86 the parameters are in registers, as in
// the base image, whose optimiser sees the same calls.
// RUN: %hpcc %x86 %list=abi,once -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X86
// RUN: %hpcc %x64 %list=abi,once -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X64
// RUN: %hpcc %a64 %list=abi,once -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,A64
//
// RUN: %clang %x86 %list=abi,once -O2 -S -o - %s | native-wrong %s --right=CHECK,X86
// RUN: %clang %x64 %list=abi,once -O2 -S -o - %s | native-wrong %s --right=CHECK,X64
// RUN: %clang %a64 %list=abi,once -O2 -S -o - %s | native-wrong %s --right=CHECK,A64

// CHECK-LABEL: {{^_?}}abi:
// X86: (%ecx)
// X86: movl $7, %eax
// X86-NEXT: ret
// X64: movl $7, %eax
// X64-NEXT: ret
// A64: mov w0, #7
// CHECK-LABEL: {{^_?}}once:
// CHECK: ref_g
// WRONG: {{^_?}}abi:
// WRONG-NOT: {{^_?}}once:
// WRONG: .addrsig

int g;
__attribute__((noinline)) static int abi(int *p, int unused)
{
	g += *p;
	return 7;
}
static int once(int x) { return g += x; }
int a(int x) { return abi(&x, 1); }
int b(int x) { return abi(&x, 1) + once(x); }
