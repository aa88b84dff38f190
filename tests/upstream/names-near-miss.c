// Row: unknown names. A near miss is worth a warning with a suggestion. Native: no diagnostic.
// RUN: %hpcc %x64 -gcodeview %list=update_windw -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: rm -f %t.e.obj
// RUN: not %hpcc %x64 -gcodeview %list=update_windw -Werror=hotpatch-name -O2 -c %s -o %t.e.obj
// RUN: not test -e %t.e.obj
// RUN: native-wrong --row=names-near-miss.c --silent=windw -- %clang %x64 %list=update_windw -O2 -c %s -o %t.n.obj

// CHECK: hpcc: warning: {{.*}}'update_windw'{{.*}}'update_window'{{.*}}[-Whotpatch-name]

int g;
int update_window(int x) { return g += x; }
