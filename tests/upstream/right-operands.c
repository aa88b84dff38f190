// Right in LLVM: nested constant expressions, phis, pointer differences, memcpy, atomics and asm "m" go through refs;
// so do common, selectany and section variables.
// RUN: %hpcc %x64 %list=f -O2 -fcommon -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f -O0 -fcommon -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -fcommon -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -fcommon -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -fcommon -S -o - %s | FileCheck %s

// CHECK: {{^_?}}f:
// CHECK-NOT: {{[ \t,\$:]_?(nested|left|right|start|stop|copied|counter|mem|comm|any|sect)(\+[0-9]+)?(\(|$|\]|,)}}
// CHECK: {{End function}}
// CHECK-DAG: {{^_?}}__ref_nested:
// CHECK-DAG: {{^_?}}__ref_left:
// CHECK-DAG: {{^_?}}__ref_right:
// CHECK-DAG: {{^_?}}__ref_start:
// CHECK-DAG: {{^_?}}__ref_stop:
// CHECK-DAG: {{^_?}}__ref_copied:
// CHECK-DAG: {{^_?}}__ref_counter:
// CHECK-DAG: {{^_?}}__ref_mem:
// CHECK-DAG: {{^_?}}__ref_comm:
// CHECK-DAG: {{^_?}}__ref_any:
// CHECK-DAG: {{^_?}}__ref_sect:

typedef __SIZE_TYPE__ size_t;
struct deep {
	int head;
	struct {
		char pad[6];
		short tail[5];
	} in[3];
};
extern struct deep nested;
int left, right, counter, mem;
extern char start[], stop[];
extern char copied[64];
int comm;
__declspec(selectany) int any = 4;
__attribute__((section(".mydata"))) int sect = 5;
int f(char *out, int c)
{
	int *phi = c ? &left : &right;
	int r = nested.in[1].tail[3] + *phi + (int)(stop - start) + comm + any + sect;
	__builtin_memcpy(out, copied, 64);
	r += __atomic_add_fetch(&counter, 1, __ATOMIC_SEQ_CST);
	__asm__ volatile("# %0" : "+m"(mem));
	return r;
}
