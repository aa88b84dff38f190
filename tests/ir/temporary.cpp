// The elements of an initialiser list and other constant temporaries end with their full expression: a function reads
// them from a copy that holds the base's addresses, also where clang makes constants of them.
// RUN: %hpccxx %x86gnu %list=few,many -fmerge-all-constants -O0 -S -o - %s 2>&1 | FileCheck %s
// RUN: %hpccxx %x64 %list=few,many -fmerge-all-constants -O2 -S -o - %s 2>&1 | FileCheck %s
// RUN: %hpccxx %a64 %list=few,many -O2 -S -o - %s 2>&1 | FileCheck %s

// CHECK-NOT: const-data
// CHECK-DAG: {{__ref_.*first[^:]*"?:}}
// CHECK-DAG: {{__ref_.*second[^:]*"?:}}
// CHECK-NOT: {{(\.long|\.quad|\.xword)[ \t]+_?(_ZL|"\?)?[0-9]*(first|second)[+ ]}}

namespace std {
template <class T> class initializer_list {
	const T *from;
	decltype(sizeof 0) count;

public:
	const T *begin() const { return from; }
	const T *end() const { return from + count; }
};
}

static int first = 1, second[4] = {2};

int sum(std::initializer_list<int *> list);

int few(void)
{
	return sum({&first, &second[3]});
}

int many(void)
{
	return sum({&first, &second[3], &first, second, &second[1], &second[2], &first, second, &first});
}
