// Row: `__tls_guard` of thread_local objects with constructors. Native: reads the template's guard.
// Right: guard and object direct, with a warning.
// RUN: %hpccxx %x64 %list=f -O2 -S -o - %s 2>%t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
//
// RUN: %clangxx %x64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}f:
// CHECK: movl _tls_index(%rip)
// CHECK: __tls_guard@SECREL32
// CHECK: callq __dyn_tls_on_demand_init
// CHECK: s@@3US@@A"@SECREL32
// CHECK-NOT: __ref_
// WRONG: {{^}}f:
// WRONG: movq __ref___tls_guard(%rip)
// WARN: hpcc++: warning: {{.*}}[-Whotpatch-tls]

struct S { S(); ~S(); int v; };
thread_local S s;
extern "C" int f() { return s.v; }
