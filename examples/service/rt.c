/*
 * The little of a C library that the service needs, and what compiler and linker expect of one: the memory functions,
 * _fltused, the TLS directory, operator delete and the handler of pure virtual calls.
 */
#include "rt.h"

int _fltused = 1;

/* TLS as a C runtime sets it up: the linker takes _tls_used for the directory, the loader fills in _tls_index. */
u32 _tls_index;
__attribute__((section(".tls"))) char _tls_start;
__attribute__((section(".tls$ZZZ"))) char _tls_end;

struct tls_directory {
	void *start, *end, *index, *callbacks;
	u32 zero_fill, characteristics;
};

__attribute__((used)) const struct tls_directory _tls_used = {&_tls_start, &_tls_end, &_tls_index, 0, 0, 0};

#ifdef __i386__
__asm__(".globl __tls_array\n__tls_array = 0x2c");
__asm__(".section .drectve,\"yni\"\n.ascii \" /include:__tls_used\"\n.text");
#else
__asm__(".section .drectve,\"yni\"\n.ascii \" /include:_tls_used\"\n.text");
#endif

/* Volatile bytes keep the optimiser from turning these loops into calls of the functions they implement. */
void *memcpy(void *to, const void *from, size_t size)
{
	volatile u8 *out = to;
	const u8 *in = from;
	while (size--)
		*out++ = *in++;
	return to;
}

void *memmove(void *to, const void *from, size_t size)
{
	volatile u8 *out = to;
	const u8 *in = from;
	if ((const u8 *)to <= in)
		return memcpy(to, from, size);
	while (size--)
		out[size] = in[size];
	return to;
}

void *memset(void *to, int byte, size_t size)
{
	volatile u8 *out = to;
	while (size--)
		*out++ = (u8)byte;
	return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
	const u8 *left = a, *right = b;
	for (; size; size--, left++, right++)
		if (*left != *right)
			return *left < *right ? -1 : 1;
	return 0;
}

size_t strlen(const char *text)
{
	const volatile char *at = text;
	while (*at)
		at++;
	return (size_t)(at - text);
}

/* Nothing is ever allocated with new; a virtual destructor wants the function all the same. */
#ifdef __i386__
__asm__(".globl \"??3@YAXPAXI@Z\"\n\"??3@YAXPAXI@Z\":\n\tret");
#elif defined __x86_64__
__asm__(".globl \"??3@YAXPEAX_K@Z\"\n\"??3@YAXPEAX_K@Z\":\n\tret");
#else
__asm__(".globl \"??3@YAXPEAX_K@Z\"\n\"??3@YAXPEAX_K@Z\":\n\tret");
#endif

int _purecall(void)
{
	__builtin_trap();
}

void rt_lock(struct rt_lock *lock)
{
	while (__atomic_exchange_n(&lock->taken, 1, __ATOMIC_ACQUIRE))
		while (lock->taken) {
		}
}

void rt_unlock(struct rt_lock *lock)
{
	__atomic_store_n(&lock->taken, 0, __ATOMIC_RELEASE);
}

u32 rt_hash(const char *text)
{
	u32 hash = 2166136261u;
	for (; *text; text++)
		hash = (hash ^ (u8)*text) * 16777619u;
	return hash;
}

int rt_equal(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

void rt_text_begin(struct rt_text *text, char *buffer, size_t size)
{
	text->at = buffer;
	text->end = buffer + size - 1; /* place of the NUL */
	text->dropped = 0;
}

void rt_text_put(struct rt_text *text, const char *part)
{
	for (; *part; part++) {
		if (text->at < text->end)
			*text->at++ = *part;
		else
			text->dropped++;
	}
}

void rt_text_number(struct rt_text *text, u32 number)
{
	char digits[12];
	char *at = digits + sizeof digits - 1;
	*at = 0;
	do {
		*--at = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	rt_text_put(text, at);
}

size_t rt_text_end(struct rt_text *text, const char *buffer)
{
	*text->at = 0;
	return (size_t)(text->at - buffer);
}
