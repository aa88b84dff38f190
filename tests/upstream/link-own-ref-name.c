// Row: the program already has `__ref_g`. Native: silently makes `__ref_g.1`. Right: an error and no object.
// RUN: rm -f %t.obj
// RUN: not %hpcc %x64 %list=f -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: not test -e %t.obj
// RUN: not %hpcc %x86 %list=f -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: not %hpcc %a64 %list=f -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
//
// RUN: native-wrong --row=%basename_t --silent='error:.*__ref_g' -- %clang %x64 %list=f -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --symbols %t.n.obj | FileCheck %s --check-prefix=SILENT

// CHECK: hpcc: error: {{.*}}'__ref_g'
// SILENT: Name: __ref_g.1

int g;
int *__ref_g;
int f(int x) { return (g += x) + *__ref_g; }
