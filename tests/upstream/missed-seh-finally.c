// Row: outlined `__finally` body of a listed function. Native: not marked, direct. Right: inherits.
// RUN: %hpcc %x64 %list=f -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O0 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O0 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O0 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}"?fin$0@0@f@@":
// CHECK-NOT: {{[ ,:]g(\(%rip\)|$)}}
// CHECK: __ref_g
// CHECK: End function
// WRONG: {{^}}"?fin$0@0@f@@":
// WRONG: {{[ ,:]g(\(%rip\)|\]|$)}}

int g;
void may(void);
int f(int x)
{
	__try {
		may();
	} __finally {
		g += x;
	}
	return 0;
}
