/*
 * What csmith programs include, without a C library: the checksum goes into an exported variable.
 */
#ifndef CSMITH_H
#define CSMITH_H

#include <float.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>

void *memset(void *to, int byte, size_t size);
void *memcpy(void *to, const void *from, size_t size);
float fabsf(float);
double fabs(double);
float ldexpf(float, int);
double ldexp(double, int);

#define STATIC static
#define UNDEFINED(value) (value)
#define LOG_INDEX
#define LOG_EXEC
#define FUNC_NAME(x) (safe_##x)
#define assert(x)
#include <safe_math.h>
#undef FUNC_NAME

__declspec(dllexport) uint64_t csmith_result;

static inline void platform_main_begin(void)
{
}

static inline void crc32_gentab(void)
{
}

#define _CSMITH_BITFIELD(x) ((x > 32) ? (x % 32) : x)

static void transparent_crc(uint64_t value, const char *name, int flag)
{
	(void)name, (void)flag;
	csmith_result = (csmith_result ^ value) * 0x100000001b3u + 1;
}

static void transparent_crc_bytes(char *bytes, int size, const char *name, int flag)
{
	for (int i = 0; i < size; i++)
		transparent_crc((uint64_t)bytes[i], name, flag);
}

static inline uint64_t crc32_context_value(void)
{
	return csmith_result;
}
#define crc32_context crc32_context_value()

static inline void platform_main_end(uint64_t crc, int flag)
{
	(void)crc, (void)flag;
}

static inline int printf(const char *format, ...)
{
	(void)format;
	return 0;
}

static inline int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a - *b;
}

#define main __declspec(dllexport) csmith_main

#endif
