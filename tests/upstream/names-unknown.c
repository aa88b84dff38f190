// Row: unknown names and empty lists. Native: no diagnostic. Right: an empty list is a warning; a name without a
// function in this unit is in the report (a list usually serves many units, so it is no warning by itself).
// RUN: %hpcc %x64 -gcodeview %list=f,nosuch --hpcc-report=%t.json -O2 -c %s -o %t.obj
// RUN: FileCheck %s --input-file %t.json
// RUN: echo '# nothing yet' > %t.empty
// RUN: %hpcc %x64 -fms-secure-hotpatch-functions-file=%t.empty -O2 -c %s -o %t.obj 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: %hpcc %x64 -fms-secure-hotpatch-functions-file=%t.empty -Wno-hotpatch-name -O2 -c %s -o %t.obj 2>&1 | count 0
//
// RUN: native-wrong --row=names-unknown.c --silent=nosuch -- %clang %x64 %list=f,nosuch -O2 -c %s -o %t.n.obj
// RUN: echo '# nothing yet' > %t.empty
// RUN: native-wrong --row=names-unknown.c --silent=empty -- %clang %x64 -fms-secure-hotpatch-functions-file=%t.empty -O2 -c %s -o %t.n.obj

// CHECK: "unmatched":
// CHECK-NEXT: "nosuch"
// EMPTY: hpcc: warning: {{.*}}.empty' is empty{{.*}}[-Whotpatch-name]

int g;
int f(int x) { return g += x; }
