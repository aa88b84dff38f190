// Row: on x86 the native pass matches IR names: `_cd`, `_sc@4`, `@fc@8` match nothing, asm labels need a raw 0x01.
// Right: the symbols as the object spells them select.
// RUN: %hpcc %x86 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-list=_cd,_sc@4,@fc@8,vc@@4,custom -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-list=cd,sc,fc,vc,custom -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x86 -gcodeview -fms-hotpatch -fms-secure-hotpatch-functions-list=_cd,_sc@4,@fc@8,vc@@4,custom -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^}}_cd:
// CHECK: mov{{.*}}___ref_g
// CHECK-LABEL: {{^}}_sc@4:
// CHECK: mov{{.*}}___ref_g
// CHECK-LABEL: {{^"?}}@fc@8{{"?}}:
// CHECK: mov{{.*}}___ref_g
// CHECK-LABEL: {{^}}vc@@4:
// CHECK: mov{{.*}}___ref_g
// CHECK-LABEL: {{^}}custom:
// CHECK: mov{{.*}}___ref_g
// WRONG-NOT: mov{{.*}}___ref_g
// WRONG: {{^}}_cd:
// WRONG-NOT: mov{{.*}}___ref_g

int g;
int cd(int x) { return g += x; }
int __stdcall sc(int x) { return g -= x; }
int __fastcall fc(int x, int y) { return g ^= x + y; }
int __vectorcall vc(int x) { return g |= x; }
int labelled(int x) __asm__("custom");
int labelled(int x) { return g &= x; }
