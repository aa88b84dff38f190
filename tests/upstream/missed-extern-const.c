// Row: `extern const` of opaque or union type, `const volatile`, and `extern const int` that the base may initialise
// at run time. Native: direct. Right: through refs.
// RUN: %hpcc %x64 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %x86 %list=f -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^_?}}f:
// CHECK: End function
// CHECK-DAG: {{^_?}}__ref_opaque:
// CHECK-DAG: {{^_?}}__ref_uni:
// CHECK-DAG: {{^_?}}__ref_vol:
// CHECK-DAG: {{^_?}}__ref_late:
// WRONG: {{^_?}}f:
// WRONG-DAG: {{[ \t,:]_?uni(\(%rip\)|$|,)}}
// WRONG-DAG: {{[ \t,:]_?late(\(%rip\)|$|,)}}
// WRONG: End function

union u {
	unsigned long long i;
	void *p;
};
extern const struct unknown opaque;
extern const union u uni;
extern const volatile int vol;
extern const int late;
void use(const struct unknown *);
unsigned long long f(void)
{
	use(&opaque);
	return uni.i + vol + late;
}
