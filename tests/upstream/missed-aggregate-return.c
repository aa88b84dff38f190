// Row: constant struct operand of a return (two pointers in registers). Native: addresses of the patch image.
// Right: both through refs.
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK-NOT: {{(leaq x\(|, x$|lo12:x$)}}
// CHECK: {{^}}__ref_x:
// CHECK: {{^}}__ref_y:
// WRONG: {{^}}f:
// WRONG: {{leaq x\(|, x$}}

struct two {
	void *a, *b;
};
int x, y;
#ifdef __x86_64__
__attribute__((sysv_abi))
#endif
struct two f(void)
{
	struct two t = {&x, &y};
	return t;
}
