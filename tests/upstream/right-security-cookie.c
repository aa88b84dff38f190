// Right in LLVM: `__security_cookie` and the control-flow guard's symbols stay direct.
// RUN: %hpcc %x64 -fstack-protector-all -Xclang -cfguard %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X64
// RUN: %hpcc %x86 -fstack-protector-all -Xclang -cfguard %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X86
// RUN: %hpcc %a64 -fstack-protector-all -Xclang -cfguard %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,A64
//
// RUN: %clang %x64 -fstack-protector-all -Xclang -cfguard %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X64

// CHECK: {{^_?}}f:
// X64-DAG: movq __security_cookie(%rip)
// X64-DAG: __guard_dispatch_icall_fptr(%rip)
// X86-DAG: ___security_cookie
// X86-DAG: ___guard_check_icall_fptr
// A64-DAG: __security_cookie
// A64-DAG: __guard_check_icall_fptr
// CHECK-NOT: __ref__
// CHECK: {{^_?}}__ref_g:
// CHECK-NOT: __ref__

int g;
void fill(char *);
int f(int (*p)(char *))
{
	char buffer[32];
	fill(buffer);
	return p(buffer) + g;
}
