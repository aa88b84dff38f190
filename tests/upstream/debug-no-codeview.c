// Row: without -gcodeview there is no S_HOTPATCHFUNC. Native: no warning. Right: a warning, once, that can be off.
// RUN: %hpcc %x64 %list=f -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: %hpcc %x64 %list=f -Wno-hotpatch-no-debug -O2 -c %s -o %t.obj 2>&1 | count 0
// RUN: %hpcc %x64 %list=f -w -O2 -c %s -o %t.obj 2>&1 | count 0
// RUN: %hpcc %x64 %list=f -gcodeview -O2 -c %s -o %t.obj 2>&1 | count 0
// RUN: not %hpcc %x64 %list=f -Werror=hotpatch-no-debug -O2 -c %s -o %t.none.obj
// RUN: not %hpcc %x64 %list=f -Werror -O2 -c %s -o %t.none.obj
// RUN: not test -e %t.none.obj
//
// RUN: native-wrong --row=debug-no-codeview.c --silent=warning -- %clang %x64 %list=f -O2 -c %s -o %t.n.obj

// CHECK: hpcc: warning: {{.*}}[-Whotpatch-no-debug]
// CHECK-NOT: warning

int g;
int f(int x) { return g += x; }
