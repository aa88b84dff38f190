// Row: GlobalAlias to a mutable variable. Native: used directly. Right: through the ref of the variable or the alias.
// RUN: %hpcc %x64 %list=f -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O0 -S -o - %s | native-wrong %s
// RUN: %clang %x86 %list=f -O0 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O0 -S -o - %s | native-wrong %s
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^_?}}f:
// CHECK-NOT: {{[ \t,_:]}}al{{[^a-z]}}
// CHECK-NOT: {{[ \t,_:]}}real{{[^a-z]}}
// CHECK: {{__ref_(al|real)}}
// CHECK-NOT: {{[ \t,]_?al(\(%rip\)|,|$)}}
// CHECK: {{-- End function}}
// WRONG: {{^_?}}f:
// WRONG: {{[ \t,]_?al(\(%rip\)|,|$)}}

int real;
extern int al __attribute__((weak, alias("real")));
int f(int x) { return al += x; }
