// Row: MinGW C++ exceptions, run. Native: the type table is all 0, so `const char *` is caught by `catch (int)`, or the
// program ends. Right: the third handler.
// RUN: %hpccxx %x64gnu -w -gcodeview %list=f -O2 %link %s -o %t.exe && %wine %t.exe | FileCheck %s
// RUN: %hpccxx %x64gnu -w -gcodeview %list=f -O0 %link %s -o %t.exe && %wine %t.exe | FileCheck %s
// RUN: %clangxx %x64gnu -w -gcodeview %list=f -O2 %link %s -o %t.n.exe
// RUN: native-wrong --row=%s --fails='caught' -- %wine %t.n.exe

// CHECK: caught 3
#include <cstdio>
#include <string>

int handler;
volatile bool yes = true;

__attribute__((noinline)) void thrower()
{
	if (yes)
		throw "text";
}

extern "C" __attribute__((noinline)) int f()
{
	try {
		thrower();
	} catch (int) {
		return handler = 1;
	} catch (const std::string &) {
		return handler = 2;
	} catch (const char *text) {
		return handler = 3 + (text[0] != 't');
	}
	return 0;
}

int main()
{
	int result = f();
	std::printf("caught %d\n", result);
	return !(result == 3 && handler == 3);
}
