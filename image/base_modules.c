/*
 * Which of a base's objects a path means. A whole path wins over the end of one.
 */
#include "image/base_modules.h"

#include "base/arena.h"

#include <ctype.h>
#include <string.h>

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

const char *hp_module_last(const char *path)
{
	const char *last = path;
	for (; *path; path++)
		if (is_slash(*path))
			last = path + 1;
	return last;
}

struct hp_module_name hp_module_name_split(struct hp_arena *arena, const char *name)
{
	const char *open = strrchr(name, '(');
	size_t length = strlen(name);
	struct hp_module_name parts = {.path = name, .archive = ""};
	if (open && open > name && name[length - 1] == ')') {
		parts.archive = hp_arena_strndup(arena, name, (size_t)(open - name));
		parts.path = hp_arena_strndup(arena, open + 1, length - (size_t)(open - name) - 2);
	}
	while (parts.path[0] == '.' && is_slash(parts.path[1]))
		parts.path += 2;
	parts.last = hp_module_last(parts.path);
	return parts;
}

/* Windows' paths do not tell capitals apart; others do. */
static bool same(char a, char b, bool fold)
{
	if (is_slash(a) && is_slash(b))
		return true;
	return fold ? tolower((unsigned char)a) == tolower((unsigned char)b) : a == b;
}

/* 0: `end` is no end of `path`, 1: it is one from a folder on, 2: all of it. */
static unsigned ends_with(const char *path, const char *end)
{
	size_t length = strlen(path), tail = strlen(end);
	bool fold = length > 1 && path[1] == ':';
	if (tail > length || !tail)
		return 0;
	for (size_t i = 0; i < tail; i++)
		if (!same(path[length - tail + i], end[i], fold))
			return 0;
	if (tail == length)
		return 2;
	return is_slash(path[length - tail - 1]) && !is_slash(end[0]) ? 1 : 0;
}

void hp_module_match_add(struct hp_module_match *match, const struct hp_module_name *name, int64_t module,
                         const char *path, const char *archive)
{
	unsigned fits = ends_with(path, name->path), within = *name->archive ? ends_with(archive, name->archive) : 2;
	if (!fits || !within)
		return;
	/* A member's own path is short: without its archive it is but an end. */
	bool whole = fits == 2 && within == 2 && (*name->archive != '\0') == (*archive != '\0');
	if (match->whole && !whole)
		return;
	if (whole && !match->whole)
		match->count = 0;
	match->whole |= whole;
	match->module = module;
	match->count++;
}
