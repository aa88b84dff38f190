// A library function that gives its argument back, or a place in it, gives what it was passed: the constant itself
// beside it is no pointer from elsewhere, another pointer is.
// RUN: %hpcc %x64gnu %list='*' -Wno-hotpatch-no-debug -O2 -S -o - %s 2>&1 | grep -o '^__ref_[^:]*\|.*warning.*' | sort | FileCheck %s
// RUN: %hpcc %x64gnu %list='*' -Wno-hotpatch-no-debug -O0 -fno-builtin -S -o - %s 2>&1 | grep -o '^__ref_[^:]*\|.*warning.*' | sort | FileCheck %s
// RUN: %hpcc %x86gnu %list='*' -Wno-hotpatch-no-debug -O1 -S -o - %s 2>&1 | grep -o '__ref_[^:]*:\|.*warning.*' | sort | FileCheck %s

// CHECK-NOT: warning
// CHECK-NOT: plain
// CHECK: __ref_same_copied
// CHECK-NEXT: __ref_same_found
// CHECK-NEXT: __ref_same_wide
// CHECK-NOT: plain
// CHECK-NOT: warning

typedef __SIZE_TYPE__ size;
typedef unsigned short wide;
char *strchr(const char *, int), *strrchr(const char *, int), *strstr(const char *, const char *);
void *memchr(const void *, int, size), *memcpy(void *, const void *, size);
wide *wcschr(const wide *, wide);
int use(int);

static const char plain_chr[] = "ab", plain_rchr[] = "cd", plain_str[] = "ef", plain_mem[] = "gh";
static const wide plain_wide[] = {1, 2}, same_wide[] = {3, 4};

int scale(int c)
{
	const char *at = strchr(plain_chr, c);
	return !at ? -1 : at - plain_chr == 0 ? use(1) : use(2);
}

int others(int c, const char *text)
{
	return (strrchr(plain_rchr, c) == plain_rchr) + (strstr(plain_str, text) == plain_str) +
	       (memchr(plain_mem, c, sizeof plain_mem) == plain_mem) + (wcschr(plain_wide, (wide)c) == plain_wide);
}

static const char same_found[] = "ij", same_copied[] = "kl";

int found(int c, const char *text, const wide *at)
{
	return (strchr(same_found, c) == text) + (wcschr(same_wide, (wide)c) == at);
}

int copied(const char *text)
{
	const char *held;
	const char *from = same_copied;
	memcpy(&held, &from, sizeof held);
	return held == text;
}
