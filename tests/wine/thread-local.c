// Row: thread-local variables, run. Native: reads and writes the template of new threads. Right: the thread's own.
// RUN: %hpcc %x64gnu -w -fno-emulated-tls -gcodeview %list=f -O2 %link %s -o %t.exe && %wine %t.exe | FileCheck %s
// RUN: %clang %x64gnu -w -fno-emulated-tls -gcodeview %list=f -O2 %link %s -o %t.n.exe
// RUN: native-wrong --row=%s --fails='mine' -- %wine %t.n.exe

// CHECK: mine 5, new 1
#include <stdio.h>
#include <windows.h>

__thread int own = 1;
int other;

__attribute__((noinline)) void f(int value)
{
	own = value;
	other = value;
}

__attribute__((noinline)) int read(void)
{
	return own;
}

static DWORD WINAPI thread(void *result)
{
	*(int *)result = read();
	return 0;
}

int main(void)
{
	int in_thread = 0;
	f(5);
	HANDLE handle = CreateThread(NULL, 0, thread, &in_thread, 0, NULL);
	WaitForSingleObject(handle, INFINITE);
	printf("mine %d, new %d\n", read(), in_thread);
	return !(read() == 5 && in_thread == 1);
}
