// Row: unknown names and empty lists. Native: no diagnostic. Right: the name, or the empty list, is reported.
// RUN: %hpcc %x64 -gcodeview %list=f,nosuch -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: %hpcc %x64 -gcodeview %list=nosuch -O2 -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: %hpcc %x64 -gcodeview %list=f,nosuch -Wno-hotpatch-name -O2 -c %s -o %t.obj 2>&1 | count 0
// RUN: echo '# nothing yet' > %t.empty
// RUN: %hpcc %x64 -fms-secure-hotpatch-functions-file=%t.empty -O2 -c %s -o %t.obj 2>&1 | FileCheck %s --check-prefix=EMPTY
//
// RUN: native-wrong --row=names-unknown.c --silent=nosuch -- %clang %x64 %list=f,nosuch -O2 -c %s -o %t.n.obj
// RUN: echo '# nothing yet' > %t.empty
// RUN: native-wrong --row=names-unknown.c --silent=empty -- %clang %x64 -fms-secure-hotpatch-functions-file=%t.empty -O2 -c %s -o %t.n.obj

// CHECK: hpcc: warning: {{.*}}'nosuch'{{.*}}[-Whotpatch-name]
// EMPTY: hpcc: {{(warning|error)}}: {{.*}}empty

int g;
int f(int x) { return g += x; }
