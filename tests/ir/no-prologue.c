// A listed function whose first instruction is too short for a patch: a warning, where the processor has such a thing.
// RUN: %hpcc %x64 -gcodeview %list=one,two,none -O2 -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: %hpcc %x86 -gcodeview %list=one,two,none -O2 -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: %hpcc %a64 -gcodeview %list=one,two,none -O2 -c -o %t.o %s 2>&1 | count 0
// RUN: %hpcc %x64 -gcodeview %list=two,none -O2 -c -o %t.o %s 2>&1 | count 0
// RUN: llvm-objdump -d %t.o | FileCheck %s --check-prefix=CODE

// CHECK: no-prologue.c:[[#@LINE+2]]: warning: 'one' starts with a nop of one byte, {{.*}} [-Whotpatch-no-prologue]
// CHECK-NOT: warning
__attribute__((patchable_function_entry(1))) int one(void) { return 1; }

// CODE: <two>:
// CODE-NEXT: 0: 66 90
__attribute__((patchable_function_entry(2))) int two(void) { return 2; }

int none(void) { return 3; }
