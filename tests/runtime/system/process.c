/*
 * What is there once for the process or for each thread: the images, the end of a run, the list of handled
 * exceptions, and the functions that clang calls without being asked.
 */
#include "system.h"

volatile uintptr_t system_images[SYSTEM_IMAGES];
char system_reason[SYSTEM_REASON];

uintptr_t system_image(const void *address)
{
	for (unsigned i = 0; i < SYSTEM_IMAGES && system_images[i]; i++) {
		const char *image = (const char *)system_images[i];
		const char *header = image + *(const uint32_t *)(image + 0x3c);
		uint32_t size = *(const uint32_t *)(header + 24 + 56);
		if ((const char *)address >= image && (const char *)address < image + size)
			return system_images[i];
	}
	return 0;
}

_Noreturn void system_fail(const char *reason)
{
	for (size_t i = 0; reason[i] && i + 1 < sizeof system_reason; i++)
		system_reason[i] = reason[i];
#ifdef __aarch64__
	__asm__("udf #0"); /* Unicorn takes brk for an end */
#endif
	__builtin_trap();
}

/* What a function does that lets no exception pass. */
EXPORT _Noreturn void __std_terminate(void)
{
	system_fail("std::terminate");
}

/* In the thread's block, where nothing else is. */
enum { HANDLED_AT = 0x800 };

struct handled **throw_handled(void)
{
	char *block;
#if defined __x86_64__
	__asm__("movq %%gs:0x30, %0" : "=r"(block));
#elif defined __aarch64__
	__asm__("mov %0, x18" : "=r"(block));
#else
	__asm__("movl %%fs:0x18, %0" : "=r"(block));
#endif
	return (struct handled **)(block + HANDLED_AT);
}

void *memcpy(void *to, const void *from, size_t size)
{
	char *target = to;
	for (size_t i = 0; i < size; i++)
		target[i] = ((const char *)from)[i];
	return to;
}

void *memset(void *to, int value, size_t size)
{
	char *target = to;
	for (size_t i = 0; i < size; i++)
		target[i] = (char)value;
	return to;
}
