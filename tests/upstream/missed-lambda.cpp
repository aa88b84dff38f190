// Row: lambda bodies of a listed function. Native: direct. Right: through the ref.
// RUN: %hpccxx %x64 %list=f -O1 -S -o - %s | FileCheck %s
//
// RUN: %clangxx %x64 %list=f -O1 -S -o - %s | native-wrong %s

// CHECK: {{^}}"??R<lambda_
// CHECK-NOT: {{[ ,]"\?g@@3HA"\(%rip\)}}
// CHECK: "__ref_?g@@3HA"(%rip)
// CHECK-NOT: {{[ ,]"\?g@@3HA"\(%rip\)}}
// CHECK: End function
// WRONG: {{^}}"??R<lambda_
// WRONG: {{[ ,]"\?g@@3HA"\(%rip\)}}

int g;
template <class F> __attribute__((noinline)) int call(F body) { return body(1) + body(2); }
extern "C" int f()
{
	return call([](int x) __attribute__((noinline)) { return g += x; });
}
