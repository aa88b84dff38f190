// Right in LLVM: musttail calls stay tail calls with their arguments from refs.
// RUN: %hpccxx %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %x64 %list=f -O0 -S -o - %s | FileCheck %s
//
// RUN: %clangxx %x64 %list=f -O2 -S -o - %s | FileCheck %s

// CHECK: {{^}}f:
// CHECK-NOT: {{[ ,]"\?g@@3HA"\(%rip\)}}
// CHECK: __ref_?g@@3HA
// CHECK-NOT: call
// CHECK: jmp {{.*}}target
// CHECK: End function

int g;
extern "C" int target(int *);
extern "C" int f(int *) { [[clang::musttail]] return target(&g); }
