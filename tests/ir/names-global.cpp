// An undecorated name of a template or of an anonymous namespace: as an entry it needs `::` in front, which a warning says.
// RUN: %hpccxx %x64 -c %s -o %t.obj -Wno-hotpatch-no-debug "-fms-secure-hotpatch-functions-list=num,hidden,operator \"\"_km,elsewhere" 2>&1 | FileCheck %s
// RUN: %hpccxx %x64gnu -c %s -o %t.obj -Wno-hotpatch-no-debug "-fms-secure-hotpatch-functions-list=num,hidden,operator \"\"_km,elsewhere" 2>&1 | FileCheck %s
// CHECK-DAG: warning: no function 'num' here; did you mean '::num'? [-Whotpatch-name]
// CHECK-DAG: warning: no function 'hidden' here; did you mean '::hidden'? [-Whotpatch-name]
// CHECK-DAG: warning: no function 'operator ""_km' here; did you mean '::operator ""_km'? [-Whotpatch-name]
// CHECK-NOT: elsewhere
// RUN: %hpccxx %x64 -c %s -o %t.obj -Wno-hotpatch "-fms-secure-hotpatch-functions-list=::num,::hidden,::operator \"\"_km" --hpcc-report=%t.json 2>&1 | count 0
// RUN: grep -c '"entry":.*"::' %t.json | grep -x 4
int state;
template <int N> int num() { return state += N; }
template int num<3>();
template int num<-1>();
namespace {
int hidden() { return ++state; }
}
int use() { return hidden(); }
int operator""_km(unsigned long long metres) { return state += (int)metres; }
