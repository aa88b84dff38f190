// Row: native matches C++ functions by mangled name only, and knows no patterns. Right: source-level names and globs.
// RUN: %hpccxx %x64 -gcodeview %list='ns::Widget::update(int)' -O2 -S -o - %s | FileCheck %s --check-prefix=ONE
// RUN: %hpccxx %x64 -gcodeview %list='ns::Widget::update' -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %x86 -gcodeview %list='ns::Wid*::update' -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %a64 -gcodeview %list='?update@*' -O2 -S -o - %s | FileCheck %s
// RUN: %hpccxx %x64gnu -gcodeview %list='ns::Widget::update(int)' -O2 -S -o - %s | FileCheck %s --check-prefix=ONE
// RUN: %hpccxx %x86gnu -gcodeview %list='ns::Widget::update' -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc_cl --target=x86_64-pc-windows-msvc /Z7 /O2 /c /Fo%t.obj '/hotpatchfunctions:ns::Widget::update(int, char)' -- %s
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s --check-prefix=RECORD
// RUN: not %hpccxx %x64 %list=ns::Widget::updaet -Werror -O2 -c -o %t.obj %s 2>&1 | FileCheck %s --check-prefix=NEAR
//
// RUN: %clangxx %x64 -gcodeview %list='ns::Widget::update' -O2 -S -o - %s | native-wrong %s

// ONE: S_HOTPATCHFUNC
// ONE-NOT: S_HOTPATCHFUNC
// CHECK-COUNT-3: S_HOTPATCHFUNC
// CHECK-NOT: S_HOTPATCHFUNC
// RECORD: Kind: S_HOTPATCHFUNC
// RECORD: Name: ?update@Widget@ns@@QEAAHHD@Z
// RECORD-NOT: S_HOTPATCHFUNC
// NEAR: hpcc++: error: no function 'ns::Widget::updaet' here; did you mean 'ns::Widget::update'? [-Werror,-Whotpatch-name]
// WRONG: ?update@Widget@ns@@
// WRONG-NOT: __ref_

int g;
namespace ns {
struct Widget {
	int update();
	int update(int);
	int update(int, char);
	int other();
};
int Widget::update() { return ++g; }
int Widget::update(int by) { return g += by; }
int Widget::update(int by, char c) { return g += by + c; }
int Widget::other() { return g; }
} // namespace ns
