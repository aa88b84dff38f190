// Row: static that only ever is 0 or 42, static struct, never-written and never-read static. Native: shrunk to one
// byte, split, folded, store deleted. Right: kept whole, each through its ref.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-DAG: .lcomm {{_?}}flag,4
// CHECK-DAG: .lcomm {{_?}}pair,8
// CHECK-DAG: .lcomm {{_?}}never_read,4
// CHECK-DAG: {{^_?}}never_written:
// CHECK-DAG: {{^_?}}__ref_flag:
// CHECK-DAG: {{^_?}}__ref_pair:
// CHECK-DAG: {{^_?}}__ref_never_read:
// CHECK-DAG: {{^_?}}__ref_never_written:
// WRONG-DAG: .lcomm flag,1
// WRONG-DAG: .lcomm pair.0,4

int work(void);
static int flag;
static struct { int a, b; } pair;
static int never_written = 5;
static int never_read;
int f(int x)
{
	if (flag == 0) {
		flag = 42;
		work();
	}
	pair.a += x;
	never_read = x;
	return flag + pair.a + never_written;
}
int h(int x)
{
	pair.b ^= x;
	return pair.b;
}
