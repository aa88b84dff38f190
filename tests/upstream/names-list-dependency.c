// Row: `-MD` and `/showIncludes` do not see the list file, so that nothing is rebuilt when it changes. Right: listed.
// Not done yet: belongs to issue 3 (all rows of the table); remove the next line with it.
// XFAIL: *
// RUN: echo f > %t.list
// RUN: %hpcc -w %x64 -MD -MF %t.d -fms-secure-hotpatch-functions-file=%t.list -c %s -o %t.obj
// RUN: FileCheck %s --input-file %t.d
//
// RUN: echo f > %t.list
// RUN: %clang %x64 -MD -MF %t.n.d -fms-secure-hotpatch-functions-file=%t.list -c %s -o %t.n.obj
// RUN: cat %t.n.d | native-wrong %s

// CHECK: names-list-dependency.c.tmp.list
// WRONG: names-list-dependency.c.tmp.n.obj
// WRONG-NOT: names-list-dependency.c.tmp.list

int g;
int f(int x) { return g += x; }
