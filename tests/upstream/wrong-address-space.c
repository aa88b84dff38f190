// Row: `__seg_gs` and other address spaces. Native: the segment prefix is lost. Right: direct, with a warning.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK-NOT: __ref_pcpu
// CHECK: %gs:pcpu(%rip)
// CHECK-NOT: __ref_pcpu
// CHECK: __ref_g:
// CHECK-NOT: __ref_pcpu
// WRONG: {{^}}f:
// WRONG-NOT: %gs
// WRONG: __ref_pcpu:
// WARN: hpcc: warning: {{.*'(f|pcpu)'.*'(f|pcpu)'.*}}[-Whotpatch-tls]

extern int __seg_gs pcpu;
int g;
int f(int x) { return (pcpu += x) + g; }
