// Row: `thread_local`. Native: reads and writes the TLS template. Right: direct, with a warning.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s --check-prefixes=CHECK,X64
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s --check-prefixes=CHECK,X86
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s --check-prefixes=CHECK,A64
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X64
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X86
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,A64

// CHECK-LABEL: {{^_?}}f:
// CHECK-NOT: __ref_t
// X64: movl _tls_index(%rip)
// X64: t@SECREL32
// X86: movl __tls_index
// X86: _t@SECREL32
// A64: adrp {{x[0-9]+}}, _tls_index
// A64: :secrel_lo12:t
// CHECK-NOT: __ref_t
// CHECK: {{__ref_g:}}
// CHECK-NOT: __ref_t
// WRONG: __ref_t:
// WARN: hpcc: warning: {{.*'(f|t)'.*'(t|f)'.*}}[-Whotpatch-tls]

_Thread_local int t;
int g;
int f(int x) { t += x; return g += t; }
