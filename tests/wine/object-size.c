// Row: `__builtin_object_size` at -O0, run. Native: -1, so that a checked copy checks nothing. Right: the size.
// RUN: %hpcc %x64gnu -w -gcodeview %list=f -O0 %link %s -o %t.exe && %wine %t.exe | FileCheck %s
// RUN: %clang %x64gnu -w -gcodeview %list=f -O0 %link %s -o %t.n.exe
// RUN: native-wrong --row=%s --fails='size' -- %wine %t.n.exe

// CHECK: size 48
#include <stdio.h>

char large[48], small[32];

long long f(int which)
{
	return (long long)__builtin_object_size(which ? large : small, 0);
}

int main(void)
{
	printf("size %lld\n", f(1));
	return f(1) != 48;
}
