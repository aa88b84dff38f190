// Right in LLVM: refs are in read-only .rdata, pointer-aligned; x86 `___ref_g`, C++ `__ref_?g@@3HA`.
// RUN: %hpccxx %x64 %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --sections --symbols %t.obj | ref-section 8 '__ref_?g@@3HA' __ref_c
// RUN: %hpccxx %x86 %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --sections --symbols %t.obj | ref-section 4 '___ref_?g@@3HA' ___ref_c
// RUN: %hpccxx %a64 %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --sections --symbols %t.obj | ref-section 8 '__ref_?g@@3HA' __ref_c
// RUN: %hpccxx %x64gnu %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --sections --symbols %t.obj | ref-section 8 __ref_g __ref_c
//
// RUN: %clangxx %x64 %list=f -O2 -c %s -o %t.obj
// RUN: llvm-readobj --sections --symbols %t.obj | ref-section 8 '__ref_?g@@3HA' __ref_c

int g;
extern "C" int c;
extern "C" int f(int x) { return (g += x) + c; }
