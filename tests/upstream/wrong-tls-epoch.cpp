// Row: `_Init_thread_epoch`, the thread-local of the guards of static locals. Native: reads the template.
// Right: the epoch direct; the guard and the variable through refs.
// RUN: %hpccxx %x64 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X64
// RUN: %hpccxx %x86 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X86
// RUN: %hpccxx %a64 %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,A64
//
// RUN: %clangxx %x64 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X64
// RUN: %clangxx %x86 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X86
// RUN: %clangxx %a64 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,A64

// CHECK-LABEL: {{^_?}}f:
// CHECK-NOT: __ref__Init_thread_epoch
// X64: _Init_thread_epoch@SECREL32
// X86: __Init_thread_epoch@SECREL32
// A64: :secrel_lo12:_Init_thread_epoch
// CHECK-NOT: __ref__Init_thread_epoch
// CHECK-DAG: __ref_?v@?1??f@@9@4HA":
// CHECK-DAG: __ref_?$TSS0@?1??f@@9@4HA":
// CHECK-NOT: __ref__Init_thread_epoch
// WRONG: __ref__Init_thread_epoch:

int init();
extern "C" int f() { static int v = init(); return v; }
