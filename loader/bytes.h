/*
 * Bytes without a C library.
 */
#ifndef HPL_BYTES_H
#define HPL_BYTES_H

#include <stdbool.h>
#include <stddef.h>

static inline void hpl_copy(void *to, const void *from, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((unsigned char *)to)[i] = ((const unsigned char *)from)[i];
}

static inline void hpl_fill(void *to, unsigned char value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((unsigned char *)to)[i] = value;
}

static inline bool hpl_same(const void *left, const void *right, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (((const unsigned char *)left)[i] != ((const unsigned char *)right)[i])
			return false;
	return true;
}

static inline bool hpl_same_text(const char *left, const char *right)
{
	while (*left && *left == *right)
		left++, right++;
	return *left == *right;
}

static inline bool hpl_is_filled(const unsigned char *bytes, unsigned char value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != value)
			return false;
	return true;
}

#endif
