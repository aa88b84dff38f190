// Row: outlined `__except` filters and `__finally` blocks of a listed function. Native: not marked, direct.
// Right: they inherit the marking: refs and a record of their own.
// RUN: %hpcc %x64 %list=f -O1 -gcodeview -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O1 -gcodeview -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O1 -gcodeview -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O1 -gcodeview -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}"?filt$0@0@f@@":
// CHECK-NOT: {{[ ,:]g(\(%rip\)|$)}}
// CHECK: __ref_g
// CHECK: End function
// CHECK-DAG: ?filt$0@0@f@@{{.*}}Function name
// CHECK-DAG: S_HOTPATCHFUNC
// WRONG: {{^}}"?filt$0@0@f@@":
// WRONG: {{[ ,:]g(\(%rip\)|$)}}
// WRONG: End function

int g, k;
void may(void);
int f(int x)
{
	__try {
		may();
	} __except (g += x, 1) {
		k++;
	}
	return 0;
}
