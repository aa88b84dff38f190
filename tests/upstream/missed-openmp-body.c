// Row: OpenMP bodies of a listed function. Native: the outlined function is direct. Right: inherits.
// RUN: %hpcc %x64 -fopenmp %list=f -O1 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 -fopenmp %list=f -O1 -S -o - %s | native-wrong %s

// CHECK: {{^}}f.omp_outlined:
// CHECK-NOT: {{[ ,]g\(%rip\)}}
// CHECK: __ref_g(%rip)
// CHECK-NOT: {{[ ,]g\(%rip\)}}
// CHECK: End function
// WRONG: {{^}}f.omp_outlined:
// WRONG: {{[ ,]g\(%rip\)}}

int g;
void f(void)
{
#pragma omp parallel
	g++;
}
