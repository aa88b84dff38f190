// Row: native's entry loads carry no metadata: 16 globals around calls are spilled and reloaded on x64. Right: none.
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 -gcodeview %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 -gcodeview %list=f -O2 -S -o - %s | native-wrong %s

// CHECK: {{^_?}}f:
// CHECK-NOT: {{(Spill|Reload)}}
// CHECK: End function
// WRONG: {{^_?}}f:
// WRONG: Spill

extern int a, b, c, d, e, g, h, i, j, k, l, m, n, o, p, q;
void call(void);
void f(void)
{
	a++; b++; c++; d++; e++; g++; h++; i++; j++; k++; l++; m++; n++; o++; p++; q++;
	call();
	a++; b++; c++; d++; e++; g++; h++; i++; j++; k++; l++; m++; n++; o++; p++; q++;
	call();
	a++; b++; c++; d++; e++; g++; h++; i++; j++; k++; l++; m++; n++; o++; p++; q++;
}
