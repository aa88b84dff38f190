// Data of the compiler's run-time library is each image's own; a user's variable of such a name is the running image's.
// RUN: %hpcc %x64gnu %list=f -Wno-hotpatch -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -Wno-hotpatch -O0 -S -o - %s | FileCheck %s
// RUN: %hpcc %x64 %list=f -Wno-hotpatch -O2 -S -o - -DOWN %s | FileCheck %s --check-prefix=OWN

// CHECK-NOT: __ref_
// OWN: __ref___cpu_features2

#ifdef OWN
unsigned __cpu_features2[3] = {1};
int f(void)
{
	return __cpu_features2[0];
}
#else
int f(void)
{
	return __builtin_cpu_supports("sse2") + __builtin_cpu_supports("avx512bf16") + __builtin_cpu_is("intel");
}
#endif
