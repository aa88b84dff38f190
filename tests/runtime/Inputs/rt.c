/*
 * What the compiler expects of a C library, for images that have none. Never listed.
 */
#include <stddef.h>
#include <stdint.h>

int _fltused;

void *memset(void *to, int byte, size_t size)
{
	volatile unsigned char *at = to;
	while (size--)
		*at++ = (unsigned char)byte;
	return to;
}

void *memcpy(void *to, const void *from, size_t size)
{
	volatile unsigned char *at = to;
	const unsigned char *source = from;
	while (size--)
		*at++ = *source++;
	return to;
}

void *memmove(void *to, const void *from, size_t size)
{
	volatile unsigned char *at = to;
	const volatile unsigned char *source = from;
	if (at < source)
		return memcpy(to, from, size);
	while (size--)
		at[size] = source[size];
	return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
	const volatile unsigned char *x = a, *y = b;
	for (; size; size--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

#ifdef __i386__
static uint64_t divide(uint64_t n, uint64_t d, uint64_t *rest)
{
	uint64_t q = 0, r = 0;
	for (int i = 63; i >= 0; i--) {
		r = r << 1 | (n >> i & 1);
		if (r >= d) {
			r -= d;
			q |= (uint64_t)1 << i;
		}
	}
	*rest = r;
	return q;
}

uint64_t __udivdi3(uint64_t n, uint64_t d)
{
	uint64_t rest;
	return divide(n, d, &rest);
}

uint64_t __umoddi3(uint64_t n, uint64_t d)
{
	uint64_t rest;
	divide(n, d, &rest);
	return rest;
}

int64_t __divdi3(int64_t n, int64_t d)
{
	uint64_t rest, q = divide(n < 0 ? -(uint64_t)n : (uint64_t)n, d < 0 ? -(uint64_t)d : (uint64_t)d, &rest);
	return (int64_t)((n < 0) != (d < 0) ? -q : q);
}

int64_t __moddi3(int64_t n, int64_t d)
{
	uint64_t rest;
	divide(n < 0 ? -(uint64_t)n : (uint64_t)n, d < 0 ? -(uint64_t)d : (uint64_t)d, &rest);
	return (int64_t)(n < 0 ? -rest : rest);
}

#ifdef _MSC_VER
#define _alloca _chkstk
#endif
__attribute__((naked)) void _alloca(void) /* the whole stack is mapped: only move esp */
{
	__asm__("popl %ecx\n subl %eax, %esp\n jmpl *%ecx");
}
#elif defined(__x86_64__)
__attribute__((naked)) void __chkstk(void)
{
	__asm__("ret");
}
__attribute__((naked)) void ___chkstk_ms(void)
{
	__asm__("ret");
}
#else
__attribute__((naked)) void __chkstk(void)
{
	__asm__("ret");
}
#endif
