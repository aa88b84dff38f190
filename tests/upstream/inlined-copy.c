// Row: a listed function inlined into an unlisted caller. Native: the copy touches globals directly and nothing is
// said. Right: the copy carries the refs, and a warning names the caller.
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
// RUN: %hpcc %a64 -gcodeview %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN-NODEBUG --input-file %t.err
//
// RUN: %clang %x64 -gcodeview %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 -gcodeview %list=f -O2 -S -o - %s | native-wrong %s

// CHECK: {{^}}caller:
// CHECK-NOT: {{[ ,:]g(\(%rip\)|$)}}
// CHECK: __ref_g
// CHECK: End function
// WRONG: {{^}}caller:
// WRONG: {{[ ,:]g(\(%rip\)|\]|$)}}
// WARN-NODEBUG: hpcc: warning: {{.*'(f|caller)'.*'(f|caller)'.*}}[-Whotpatch-inlined]
// WARN: inlined-copy.c:[[#@LINE+4]]: warning: {{.*'(f|caller)'.*'(f|caller)'.*}}[-Whotpatch-inlined]

int g;
int f(int x) { return g += x; }
int caller(int x) { return f(x) * 2; }
