// Row: functions can be selected by a list only, not in the source. Right: annotate("hpcc::hotpatch"), beside a list or
// with --hpcc-annotations alone; without both hpcc is clang.
// RUN: %hpcc %x64 -gcodeview --hpcc-annotations -O2 -S -o - %s | FileCheck %s --implicit-check-not=__ref_local
// RUN: env HPCC_ANNOTATIONS=1 %hpcc %x64 -gcodeview -O2 -S -o - %s | FileCheck %s --implicit-check-not=__ref_local
// RUN: %hpcc %x64 -gcodeview -fms-secure-hotpatch-functions-list=elsewhere -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc_cl --target=x86_64-pc-windows-msvc --hpcc-annotations /Z7 /O2 /c /Fo%t.obj -- %s
// RUN: llvm-objdump -dr %t.obj | FileCheck %s --check-prefix=OBJ
// RUN: %hpcc %x64 -O2 -S -o %t.s %s
// RUN: %clang %x64 -O2 -S -o %t.n.s %s
// RUN: cmp %t.s %t.n.s
//
// RUN: %clang %x64 -gcodeview -fms-hotpatch -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK: __ref_g(%rip)
// CHECK-LABEL: {{^}}h:
// CHECK-NOT: __ref_g
// CHECK: retq
// OBJ: <f>:
// OBJ: __ref_g
// WRONG: {{^}}f:
// WRONG-NOT: __ref_g
// WRONG: {{^}}h:

int g;
__attribute__((annotate("hpcc::direct"))) int local;
__attribute__((annotate("hpcc::hotpatch"))) int f(int x) { return (local += x) + g; }
int h(int x) { return x + g; }
