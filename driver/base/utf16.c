/*
 * UTF-16 to UTF-8. Decides what is well-formed.
 */
#include "utf16.h"

#include "arena.h"

#include <string.h>

bool hp_utf16_is(const char *bytes, size_t size)
{
	return size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
}

unsigned hp_utf16_unit(const char *bytes, size_t offset)
{
	size_t high = bytes[0] == '\xfe' ? 0 : 1;
	return (unsigned)(unsigned char)bytes[offset + high] << 8 | (unsigned char)bytes[offset + 1 - high];
}

static char *put(char *to, unsigned code)
{
	static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
	unsigned rest = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
	*to++ = (char)(lead[rest] | code >> 6 * rest);
	while (rest--)
		*to++ = (char)(0x80 | (code >> 6 * rest & 0x3f));
	return to;
}

char *hp_utf16_decode(struct hp_arena *arena, const char *bytes, size_t *size, size_t *bad)
{
	char *text = hp_arena_alloc(arena, *size / 2 * 3 + 1), *to = text;
	for (size_t at = 2; at + 1 < *size; at += 2) {
		unsigned code = hp_utf16_unit(bytes, at);
		unsigned low = at + 3 < *size ? hp_utf16_unit(bytes, at + 2) : 0;
		if (code >= 0xd800 && code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
			at += 2;
		} else if (code >= 0xd800 && code < 0xe000) {
			*bad = at;
			return NULL;
		}
		to = put(to, code);
	}
	*bad = *size - 1;
	if (*size % 2)
		return NULL;
	*to = '\0';
	*size = (size_t)(to - text);
	return text;
}
