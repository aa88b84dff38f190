/*
 * Globs in function lists: `*` for any characters, `?` for one. Decides what is a wildcard and what is matched; not
 * which spellings of a function are tried.
 *
 * A star inside parentheses or angle brackets is a pointer, as in `ns::f(char *)`, and one behind the word `operator`
 * is part of the name, as in `operator*` and `operator char *`. `?` starts every C++ name of MSVC's, so that an entry
 * that starts with it has no wildcard but the star. Brackets have no meaning of their own: `operator[]` and
 * `f[abi:v1]` are names.
 */
#include "pass/choose/glob.h"

#include "base/arena.h"

#include <string.h>

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/* The length of the word `operator` and the signs behind it, 0 if `at` does not start it. */
static size_t operator_length(const char *start, const char *at)
{
	static const char word[] = "operator";
	if (strncmp(at, word, sizeof word - 1) != 0 || (at > start && is_word(at[-1])))
		return 0;
	size_t length = sizeof word - 1;
	if (is_word(at[length]))
		return 0;
	if (strncmp(at + length, "()", 2) == 0)
		return length + 2;
	return length + strspn(at + length, "+-*/%^&|~!=<>,");
}

char *hp_glob_compile(struct hp_arena *arena, const char *entry)
{
	if (!strpbrk(entry, "*?"))
		return NULL;
	char *pattern = hp_arena_alloc(arena, strlen(entry) + 1), *to = pattern;
	bool mangled = *entry == '?' || (*entry == '\1' && entry[1] == '?');
	bool found = false;
	size_t depth = 0;
	for (const char *at = entry; *at; at++) {
		size_t length = mangled ? 0 : operator_length(entry, at);
		if (length) {
			memcpy(to, at, length);
			to += length;
			at += length - 1;
			depth += at[1] == ' '; /* a conversion's type, to the end */
			continue;
		}
		if (!mangled && (*at == '(' || *at == '<'))
			depth++;
		else if (!mangled && depth && (*at == ')' || *at == '>'))
			depth--;
		if (*at == '*' && depth == 0) {
			found = true;
			if (to == pattern || to[-1] != HP_GLOB_MANY)
				*to++ = HP_GLOB_MANY;
		} else {
			*to++ = *at;
			if (*at == '?' && !mangled && depth == 0) {
				found = true;
				to[-1] = HP_GLOB_ONE;
			}
		}
	}
	*to = '\0';
	return found ? pattern : NULL;
}

bool hp_glob_matches(const char *pattern, const char *text, size_t length)
{
	const char *end = text + length;
	const char *star = NULL, *resume = NULL; /* behind the last star; where it stops taking characters */
	while (text < end) {
		if (*pattern == HP_GLOB_MANY) {
			star = ++pattern;
			resume = text;
			if (!*star)
				return true;
		} else if (*pattern && (*pattern == *text || *pattern == HP_GLOB_ONE)) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (*pattern == HP_GLOB_MANY)
		pattern++;
	return !*pattern;
}
