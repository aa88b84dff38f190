// Row: a function's address compared with a pointer that the running image stored. Native: the patch's own address, never
// equal. Right: through a ref, also where it is stored for the running image to compare. What only the optimiser brings
// together is a warning.
// RUN: %hpcc %x64 %list=is_marked,mark -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=is_marked,mark -O2 -S -o - %s | FileCheck %s --check-prefix=X86
// RUN: %hpcc %x64 %list=by_number -O2 -S -o /dev/null %s 2>&1 | FileCheck %s --check-prefix=WARN
//
// RUN: %clang %x64 -gcodeview %list=is_marked,mark -O2 -S -o - %s | native-wrong %s

// WRONG-LABEL: {{^}}is_marked:
// WRONG: leaq marker(%rip)

typedef void (*function)(void);
extern function current;
void marker(void);

// CHECK-LABEL: {{^}}is_marked:
// CHECK: __ref_marker
// X86-LABEL: {{^}}_is_marked:
// X86: ___ref_marker
int is_marked(void)
{
	return current == marker;
}

// CHECK-LABEL: {{^}}mark:
// CHECK: __ref_marker
void mark(void)
{
	current = marker;
}

void hidden(void);

// WARN: warning: 'by_number' compares a pointer with the address of 'hidden', which is another one in the patch image: a pointer that the base image stored is never equal; compare in an unlisted function of the base [-Whotpatch-function-address]
int by_number(void)
{
	return ((unsigned long long)current ^ 5) == ((unsigned long long)hidden ^ 5);
}
