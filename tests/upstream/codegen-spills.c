// Row: native's entry loads carry no metadata: 16 globals around calls are spilled and reloaded. Right: none on x64 and
// x86; on ARM64 only the registers that the function itself must preserve, six instructions each way.
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 -gcodeview %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 -gcodeview %list=f -O2 -S -o - %s | FileCheck %s --check-prefix=ARM64
//
// RUN: %clang %a64 -gcodeview %list=f -O2 -S -o - %s | native-wrong %s --right=ARM64 --wrong=WRONG64
// RUN: %clang %x64 -gcodeview %list=f -O2 -S -o - %s | native-wrong %s

// CHECK: {{^_?}}f:
// CHECK-NOT: {{(Spill|Reload)}}
// CHECK: End function
// ARM64: {{^}}f:
// ARM64-COUNT-6: Spill
// ARM64-NOT: Spill
// ARM64-COUNT-6: Reload
// ARM64-NOT: Reload
// ARM64: End function
// WRONG64: {{^}}f:
// WRONG64-COUNT-7: Spill
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
