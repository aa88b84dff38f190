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
	for (char *c = shown; *c; c++)
		if (((unsigned char)*c < 0x20 && *c != '\t') || *c == 0x7f)
			*c = '?';
	return shown;
}
