/*
 * Names as debug information has them. Decides how far a mangled name can be compared with one: parameters, return
 * types and the numbers of scopes are not in debug information.
 */
#include "image/display.h"

#include "base/arena.h"
#include "image/demangle_shim.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Without x86's decorations: `_f`, `_f@8`, `@f@8`, `f@@16`. */
static const char *undecorated(struct hp_arena *arena, const char *symbol, bool x86)
{
	if (!x86 || *symbol == '?')
		return symbol;
	const char *name = *symbol == '_' || *symbol == '@' ? symbol + 1 : symbol;
	const char *sign = strrchr(name, '@');
	size_t digits = sign ? strspn(sign + 1, "0123456789") : 0;
	if (!sign || sign == name || !digits || sign[1 + digits])
		return name;
	if (sign[-1] == '@')
		sign--;
	return hp_arena_strndup(arena, name, (size_t)(sign - name));
}

/* Where the bracket that opens at `text` closes; the text's end if it does not. */
static const char *closing(const char *text)
{
	unsigned depth = 0;
	for (; *text; text++) {
		depth += *text == '(';
		if (*text == ')' && --depth == 0)
			return text + 1;
	}
	return text;
}

/* The function's name in "void __cdecl ns::f<int, char>": what follows the last blank outside of brackets. */
static const char *without_type(const char *text)
{
	const char *name = text;
	unsigned depth = 0;
	for (; *text && strncmp(text, "operator", 8) != 0; text++) {
		depth += (*text == '<' || *text == '`') - (unsigned)(*text == '>' || *text == '\'');
		if (*text == ' ' && !depth)
			name = text + 1;
	}
	return name;
}

/* A scope in quotes: "`void f(int)'" is f, "`2'" nothing; others, "`anonymous namespace'", stay. */
static const char *put_quoted(struct hp_arena *arena, const char *text, char *to, size_t *length)
{
	const char *end = text + 1;
	for (unsigned depth = 1; *end && depth; end++)
		depth += (*end == '`') - (unsigned)(*end == '\'');
	size_t size = (size_t)(end - text), inner = size > 2 ? size - 2 : 0;
	if (inner && strspn(text + 1, "0123456789") == inner)
		return strncmp(end, "::", 2) == 0 ? end + 2 : end;
	const char *put = hp_arena_strndup(arena, text, size);
	if (memchr(text, '(', size))
		put = without_type(hp_display_without_parameters(arena, hp_arena_strndup(arena, text + 1, inner)));
	memcpy(to + *length, put, strlen(put));
	*length += strlen(put);
	return end;
}

const char *hp_display_without_parameters(struct hp_arena *arena, const char *text)
{
	char *to = hp_arena_alloc(arena, strlen(text) + 1);
	size_t length = 0;
	while (*text) {
		bool call = length >= 8 && memcmp(to + length - 8, "operator", 8) == 0;
		if (*text == '`') {
			text = put_quoted(arena, text, to, &length);
		} else if (strncmp(text, "(anonymous namespace)", 21) == 0) {
			memcpy(to + length, "`anonymous namespace'", 21);
			length += 21;
			text += 21;
		} else if (*text == '(' && call && text[1] == ')') {
			to[length++] = *text++;
			to[length++] = *text++;
		} else if (*text == '(') {
			text = closing(text);
			static const char *const after[] = {" const", " volatile", " &&", " &", " __ptr64"};
			for (size_t i = 0; i < sizeof after / sizeof *after; i++)
				if (strncmp(text, after[i], strlen(after[i])) == 0)
					text += strlen(after[i]);
		} else {
			to[length++] = *text++;
		}
	}
	to[length] = '\0';
	return hp_display_tidy(arena, to);
}

const char *hp_display_tidy(struct hp_arena *arena, const char *name)
{
	char *to = hp_arena_strdup(arena, name);
	size_t length = 0;
	for (const char *at = name; *at; at++)
		if (*at != ' ' || (length && (isalnum((unsigned char)to[length - 1]) || to[length - 1] == '_') &&
		                   (isalnum((unsigned char)at[1]) || at[1] == '_')))
			to[length++] = *at;
	to[length] = '\0';
	return to;
}

const char *hp_display_full(struct hp_arena *arena, const char *symbol, bool x86)
{
	const char *name = undecorated(arena, symbol, x86);
	char *text = hp_shim_demangle(*symbol == '?' ? symbol : name);
	if (!text)
		return NULL;
	const char *kept = hp_arena_strdup(arena, text);
	free(text);
	return kept;
}

const char *hp_base_display_name(struct hp_arena *arena, const char *symbol, bool x86)
{
	const char *full = hp_display_full(arena, symbol, x86);
	if (full)
		return hp_display_without_parameters(arena, full);
	const char *name = undecorated(arena, symbol, x86), *dot = strchr(name, '.');
	if (!dot || dot == name || !dot[1] || strspn(dot + 1, "0123456789") == strlen(dot + 1))
		return hp_display_tidy(arena, name);
	return hp_display_tidy(arena, hp_arena_printf(arena, "%.*s::%s", (int)(dot - name), name, dot + 1));
}
