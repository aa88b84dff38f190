// Row: `-MD` does not see the list file, so that nothing is rebuilt when it changes. Right: listed.
// RUN: echo f > %t.list
// RUN: %hpcc -w %x64 -MD -MF %t.d -fms-secure-hotpatch-functions-file=%t.list -c %s -o %t.obj
// RUN: FileCheck %s --input-file %t.d
// RUN: echo elsewhere > %t.list
// RUN: %hpcc -w %x64 -MD -MF %t.none.d -fms-secure-hotpatch-functions-file=%t.list -c %s -o %t.none.obj
// RUN: FileCheck %s --input-file %t.none.d
// RUN: %hpcc_cl -w --target=x86_64-pc-windows-msvc /clang:-MD /clang:-MF%t.cl.d /hotpatchfunctionsfile:%t.list /c /Fo%t.cl.obj -- %s
// RUN: FileCheck %s --input-file %t.cl.d
//
// RUN: echo f > %t.list
// RUN: %clang %x64 -MD -MF %t.n.d -fms-secure-hotpatch-functions-file=%t.list -c %s -o %t.n.obj
// RUN: cat %t.n.d | native-wrong %s

// CHECK: names-list-dependency.c.tmp.list
// WRONG: names-list-dependency.c.tmp.n.obj
// WRONG-NOT: names-list-dependency.c.tmp.list

int g;
int f(int x) { return g += x; }
