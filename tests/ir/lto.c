// A unit with listed functions becomes a native object under -flto, with a warning that names the option; not when
// LTO is taken back, and not for options that only go with LTO.
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -flto=thin -fsplit-lto-unit -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: llvm-readobj --codeview %t.o | FileCheck %s --check-prefix=NATIVE
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -flto -fno-lto -c -o %t.o %s 2>&1 | count 0
// RUN: %hpcc %x64 -gcodeview %list=elsewhere -O2 -flto -c -o %t.bc %s 2>&1 | count 0
// RUN: llvm-bcanalyzer %t.bc > /dev/null

// CHECK: warning: '{{.*}}lto.c' is compiled to a native object despite '-flto=thin': {{.*}} [-Whotpatch-lto]
// NATIVE: S_HOTPATCHFUNC
int g;
int f(void) { return g; }
