// Row: unknown names. A near miss is worth a warning with a suggestion. Native: no diagnostic.
// Not done yet: belongs to issue 3 ("did you mean"); remove the next line with it.
// XFAIL: *
// RUN: %hpcc %x64 -gcodeview %list=update_windw -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: native-wrong --row=names-near-miss.c --silent=windw -- %clang %x64 %list=update_windw -O2 -c %s -o %t.n.obj

// CHECK: hpcc: warning: {{.*}}'update_windw'{{.*}}'update_window'{{.*}}[-Whotpatch-name]

int g;
int update_window(int x) { return g += x; }
