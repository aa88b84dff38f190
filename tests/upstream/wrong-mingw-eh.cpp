// Row: MinGW C++ exceptions. Native: the type table is all 0, `char *` is caught by `catch (int)`.
// Right: type infos stay direct in landing pads, in order.
// RUN: %hpccxx %x64gnu %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X64
// RUN: %hpccxx %x86gnu %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,X86
// RUN: %hpccxx %a64gnu %list=f -O2 -S -o - %s | FileCheck %s --check-prefixes=CHECK,A64
//
// RUN: %clangxx %x64gnu %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X64
// RUN: %clangxx %x86gnu %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,X86
// RUN: %clangxx %a64gnu %list=f -O2 -S -o - %s | native-wrong %s --right=CHECK,A64

// CHECK-LABEL: {{^_?}}f:
// CHECK: >> Catch TypeInfos <<
// X86: __ZTIi{{.*}}TypeInfo 2
// X86: __ZTIPKc{{.*}}TypeInfo 1
// X64: _ZTIi{{.*}}TypeInfo 2
// X64: _ZTIPKc{{.*}}TypeInfo 1
// A64: _ZTIi{{.*}}TypeInfo 2
// A64: _ZTIPKc{{.*}}TypeInfo 1
// CHECK-NOT: __ref__ZTI
// WRONG: >> Catch TypeInfos <<
// WRONG-NEXT: {{0[ \t]+(#|//) TypeInfo 1}}

void may_throw();
int g;
extern "C" int f()
{
	try {
		may_throw();
	} catch (int i) {
		return i;
	} catch (const char *p) {
		return g = p[0];
	}
	return 0;
}
