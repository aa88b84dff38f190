// Row: windows-gnu: a listed C1/D1 that is an alias of C2/D2 is ignored by native. Right: the aliasee is selected.
// RUN: %hpccxx %x64gnu -gcodeview -Xclang -mconstructor-aliases %list=_ZN1SC1Ev,_ZN1SD1Ev -O2 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
//
// RUN: %clangxx %x64gnu -gcodeview -Xclang -mconstructor-aliases %list=_ZN1SC1Ev,_ZN1SD1Ev -O2 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | native-wrong %s

// CHECK-DAG: Kind: S_HOTPATCHFUNC
// CHECK-DAG: Name: _ZN1SC2Ev{{$}}
// CHECK-DAG: Name: _ZN1SD2Ev{{$}}
// WRONG: Kind: S_COMPILE3
// WRONG-NOT: Kind: S_HOTPATCHFUNC

int g;
struct S {
	S();
	~S();
};
S::S() { g++; }
S::~S() { g--; }
