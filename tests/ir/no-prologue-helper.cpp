// Functions that clang makes besides have no patchable prologue: a glob leaves them out, their names are a warning.
// RUN: %hpccxx --target=i686-w64-windows-gnu -gcodeview %list='*' -O0 -c %s -o %t.o --hpcc-report=%t.json 2>&1 | FileCheck %s --check-prefix=GLOB
// RUN: sed -n '/"selected":/,/\]/p' %t.json | FileCheck %s --check-prefix=LISTED
// RUN: %hpccxx --target=i686-w64-windows-gnu -gcodeview %list='__clang_call_terminate,_ZTW1t' -Wno-hotpatch-tls -O0 -c %s -o %t.o 2>&1 | FileCheck %s
// GLOB-NOT: Whotpatch-no-prologue
// LISTED-NOT: {{_ZTW|terminate}}
// LISTED: "_Z1fv"
// LISTED-NOT: {{_ZTW|terminate}}
// CHECK-DAG: warning: clang makes '{{.*}}terminate' without a patchable prologue: take it out of the list [-Whotpatch-no-prologue]
// CHECK-DAG: warning: clang makes '{{.*}}t' without a patchable prologue: take it out of the list [-Whotpatch-no-prologue]
void g();
extern thread_local int t;
int n;

int f() noexcept
{
	g();
	return n++ + t;
}
