// A list implies a section for each function. Who forbids that is obeyed and warned.
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -fno-function-sections -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: llvm-readobj --sections %t.o | FileCheck %s --check-prefix=ONE
// RUN: %hpcc_cl --target=i686-pc-windows-msvc /nologo /Z7 /hotpatchfunctions:f /O2 /Gy- /c /Fo%t.o -- %s 2>&1 | FileCheck %s
// RUN: llvm-readobj --sections %t.o | FileCheck %s --check-prefix=ONE
// RUN: %hpcc %x64 -gcodeview %list=f -O2 -fno-function-sections -ffunction-sections -c -o %t.o %s 2>&1 | count 0
// RUN: llvm-readobj --sections %t.o | FileCheck %s --check-prefix=OWN
// RUN: not %hpcc %x64 -gcodeview %list=f -fno-function-sections -Werror=hotpatch-no-sections -c -o %t.none %s
// RUN: test ! -e %t.none
// RUN: %hpcc %x64 -gcodeview %list=elsewhere -O2 -fno-function-sections -c -o %t.o %s 2>&1 | count 0

// CHECK: warning: the functions of '{{.*}}no-sections.c' share a section, {{.*}} [-Whotpatch-no-sections]
// ONE-COUNT-1: Name: .text
// ONE-NOT: Name: .text
// OWN-COUNT-3: Name: .text
int g;
__attribute__((noinline)) int f(void) { return g; }
int h(void) { return f() + 1; }
