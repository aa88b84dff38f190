// Row, the opposite: const tables of string literals are redirected although safe, so that a patched table is
// ignored. Right: direct.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^_?}}f:
// CHECK: {{[ ,:]_?names(\(|,|$)}}
// CHECK: End function
// CHECK-NOT: __ref_names
// WRONG: {{^_?}}__ref_names:

static const char *const names[] = {"zero", "one", "two", "three"};
const char *f(int i) { return names[i]; }
