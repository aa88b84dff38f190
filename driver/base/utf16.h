/*
 * UTF-16 in files.
 */
#ifndef HP_UTF16_H
#define HP_UTF16_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* Whether the bytes start with the byte order mark of UTF-16, of either order. */
bool hp_utf16_is(const char *bytes, size_t size);

/*
 * The UTF-8 of what stands behind the mark, with a NUL behind it; *size, the bytes of the whole, becomes its length.
 * NULL where it is no UTF-16: then *bad is the offset of the surrogate that lacks its partner, or of the last byte if
 * their number is odd.
 */
char *hp_utf16_decode(struct hp_arena *arena, const char *bytes, size_t *size, size_t *bad);

/* The unit at an offset of such bytes. */
unsigned hp_utf16_unit(const char *bytes, size_t offset);

#endif
