/*
 * The dependency file of clang alone. Decides where the lists go in it; the rest of it is clang's.
 */
#include "cmdline/depfile.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"

#include <string.h>

/* A name as make wants it. Source: clang/lib/Frontend/DependencyFile.cpp, PrintFilename. */
static const char *escaped(struct hp_arena *arena, const char *name)
{
	char *result = hp_arena_alloc(arena, 3 * strlen(name) + 1), *to = result;
	for (const char *at = name; *at; at++) {
		if (*at == ' ')
			for (const char *back = at; back > name && back[-1] == '\\'; back--)
				*to++ = '\\';
		if (*at == '#' || *at == ' ')
			*to++ = '\\';
		else if (*at == '$')
			*to++ = '$';
		*to++ = *at;
	}
	return result;
}

/* Where the first rule ends: at a line end without a backslash in front. */
static size_t rule_end(const char *text)
{
	size_t at = strcspn(text, "\n");
	while (text[at] && at && text[at - 1] == '\\')
		at += 1 + strcspn(text + at + 1, "\n");
	return at;
}

static const char *extended(struct hp_arena *arena, const struct hp_strvec *dependencies, const char *text)
{
	size_t end = rule_end(text);
	const char *all = hp_arena_strndup(arena, text, end);
	for (size_t i = 0; i < dependencies->count; i++)
		all = hp_arena_printf(arena, "%s \\\n  %s", all, escaped(arena, dependencies->items[i]));
	return hp_arena_printf(arena, "%s%s", all, text + end);
}

bool hp_depfile_wanted(const struct hp_invocation *inv)
{
	return hp_invocation_last(inv, HP_OPT_DEPS) || hp_invocation_last(inv, HP_OPT_DEPS_PASSED);
}

const char *hp_depfile_passed(const struct hp_invocation *inv)
{
	const struct hp_arg *passed = hp_invocation_last(inv, HP_OPT_DEPS_PASSED);
	return passed && !strchr(passed->value, ',') ? passed->value : NULL;
}

/* The dependency file, NULL: there is none. */
static const char *find_file(const struct hp_invocation *inv, const struct hp_outputs *outputs)
{
	const struct hp_arg *named = hp_invocation_last(inv, HP_OPT_DEPS_FILE);
	if (hp_depfile_passed(inv) || !hp_depfile_wanted(inv))
		return hp_depfile_passed(inv);
	return named ? named->value : outputs->dependencies;
}

bool hp_depfile_add(const struct hp_invocation *inv, const struct hp_strvec *dependencies,
                    const struct hp_outputs *outputs, struct hp_diag *diag)
{
	const char *path = find_file(inv, outputs);
	size_t size;
	if (!dependencies->count || !path || !hp_os_is_file(path))
		return true;
	int stream = hp_os_open(path, HP_OPEN_READ | HP_OPEN_WRITE);
	const char *text = stream < 0 ? NULL : hp_os_read_all(inv->arena, stream, &size);
	bool done =
	    text && hp_os_rewind(stream) && hp_os_write_text(stream, extended(inv->arena, dependencies, text));
	if (!done)
		hp_error(diag, "cannot add function lists to '%s':", path);
	hp_os_close(&stream);
	return done;
}

bool hp_depfile_show(const struct hp_invocation *inv, const struct hp_strvec *dependencies, struct hp_diag *diag)
{
	if (!hp_invocation_last(inv, HP_OPT_SHOW_INCLUDES))
		return true;
	for (size_t i = 0; i < dependencies->count; i++) {
		const char *note = hp_arena_printf(inv->arena, "Note: including file: %s\n", dependencies->items[i]);
		if (!hp_os_write_text(HP_STREAM_OUT, note)) {
			hp_error(diag, "cannot write '-':");
			return false;
		}
	}
	return true;
}
