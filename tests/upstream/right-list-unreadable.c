// Right in LLVM: an unreadable list file is an error, without an object.
// RUN: rm -f %t.obj
// RUN: not %hpcc %x64 -fms-secure-hotpatch-functions-file=%t.none -c %s -o %t.obj 2>&1 | FileCheck %s
// RUN: not %hpcc %x64 -fms-secure-hotpatch-functions-file=%S -c %s -o %t.obj 2>&1 | FileCheck %s --check-prefix=FOLDER
// RUN: not test -e %t.obj
//
// RUN: not %clang %x64 -fms-secure-hotpatch-functions-file=%t.none -c %s -o %t.obj

// CHECK: hpcc: error: {{.*}}.none'{{.*}}No such file or directory
// FOLDER: hpcc: error: {{.*}}: Is a directory

int f(void) { return 1; }
