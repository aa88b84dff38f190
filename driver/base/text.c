/*
 * Small questions about strings. Decides nothing.
 */
#include "text.h"

#include "arena.h"

#include <string.h>

bool hp_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Not the C library's, which asks the locale. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* What follows `prefix`; NULL: something else stands there. */
static const char *behind_in_any_case(const char *text, const char *prefix)
{
	for (; *prefix; text++, prefix++)
		if (lower(*text) != lower(*prefix))
			return NULL;
	return text;
}

bool hp_ends_with(const char *text, const char *suffix)
{
	size_t length = strlen(text), size = strlen(suffix);
	return length >= size && memcmp(text + length - size, suffix, size) == 0;
}

bool hp_starts_in_any_case(const char *text, const char *prefix)
{
	return behind_in_any_case(text, prefix) != NULL;
}

bool hp_is_in_any_case(const char *text, const char *other)
{
	const char *rest = behind_in_any_case(text, other);
	return rest && !*rest;
}

const char *hp_find_in_any_case(const char *text, const char *word)
{
	for (; *text; text++)
		if (hp_starts_in_any_case(text, word))
			return text;
	return NULL;
}

const char *hp_find_bytes(const char *data, size_t size, const char *word, size_t length)
{
	if (!length)
		return data;
	for (const char *end = data + size; (size_t)(end - data) >= length; data++) {
		data = memchr(data, *word, (size_t)(end - data) - length + 1);
		if (!data || memcmp(data, word, length) == 0)
			return data;
	}
	return NULL;
}

char *hp_next_word(char **rest, const char *between)
{
	char *word = *rest + strspn(*rest, between), *end = word + strcspn(word, between);
	*rest = *end ? end + 1 : end;
	*end = '\0';
	return end > word ? word : NULL;
}

const char *hp_line_end(const char *text)
{
	for (bool quoted = false; *text && (quoted || *text != '\n'); text++) {
		if (*text == '\\' && text[1])
			text++;
		else if (*text == '"')
			quoted = !quoted;
	}
	return text;
}

/* Bytes of the UTF-8 sequence at `text`, 0 if it is none. */
static size_t sequence_length(const unsigned char *text)
{
	size_t length = *text < 0x80 ? 1 : *text >= 0xc2 && *text < 0xe0 ? 2 : *text >= 0xe0 && *text < 0xf0 ? 3 : 4;
	if ((*text >= 0x80 && *text < 0xc2) || *text > 0xf4)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

void hp_text_scrub(char *text)
{
	for (char *to = text; *text;) {
		const unsigned char *at = (const unsigned char *)text;
		size_t length = sequence_length(at);
		bool control = (*at < 0x20 && *at != '\t') || *at == 0x7f ||
		               (*at == 0xc2 && length && at[1] < 0xa0) || (!length && *at < 0xa0);
		memmove(to, text, length ? length : 1);
		if (control)
			*to = '?';
		to += control || !length ? 1 : length;
		text += length ? length : 1;
		if (!*text)
			*to = '\0';
	}
}

char *hp_escaped(struct hp_arena *arena, const char *text, const char *chars)
{
	char *result = hp_arena_alloc(arena, 2 * strlen(text) + 1), *to = result;
	for (; *text; *to++ = *text++)
		if (strchr(chars, *text))
			*to++ = '\\';
	*to = '\0';
	return result;
}

char *hp_unquoted(struct hp_arena *arena, const char *text, const char *ends)
{
	char *result = hp_arena_alloc(arena, strlen(text) + 1), *to = result;
	for (; *text && !strchr(ends, *text); text++) {
		if (*text == '\\' && text[1])
			text++;
		*to++ = *text;
	}
	return result;
}

const char *hp_text_shown(struct hp_arena *arena, const char *text)
{
	char *shown = hp_arena_strdup(arena, text);
	hp_text_scrub(shown);
	return shown;
}
