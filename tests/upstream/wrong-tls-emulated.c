// Row: emulated TLS. Native: passes by the run time's lookup and uses the template. Right: direct, with a warning.
// RUN: %hpcc %x64gnu -femulated-tls %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
//
// RUN: %clang %x64gnu -femulated-tls %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK-NOT: __ref_
// CHECK: leaq __emutls_v.t(%rip), %rcx
// CHECK: callq __emutls_get_address
// CHECK-NOT: __ref_
// WRONG: {{^}}f:
// WRONG: movq __ref_t(%rip)
// WARN: hpcc: warning: {{.*'(f|t)'.*'(t|f)'.*}}[-Whotpatch-tls]

_Thread_local int t;
int f(int x) { return t += x; }
