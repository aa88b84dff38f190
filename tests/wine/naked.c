// Row: naked functions, run. Native: a load before the body clobbers a register that the body expects. Right: the body.
// RUN: %hpcc %x64gnu -w -gcodeview %list=f -O2 %link %s -o %t.exe && %wine %t.exe | FileCheck %s
// RUN: %clang %x64gnu -w -gcodeview %list=f -O2 %link %s -o %t.n.exe
// RUN: native-wrong --row=%s --fails='sum' -- %wine %t.n.exe

// CHECK: sum 42
#include <stdio.h>

int g = 2;

__attribute__((naked)) long long f(long long in_rax)
{
	__asm__ volatile("addl %0, %%eax\n\tret" ::"m"(g));
}

int main(void)
{
	long long sum = 40;
	__asm__ volatile("call f" : "+a"(sum) : : "rcx", "rdx", "r8", "r9", "r10", "r11", "memory");
	printf("sum %lld\n", sum);
	return sum != 42;
}
