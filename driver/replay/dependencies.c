/*
 * What units were compiled from. Decides which units a changed file affects, by what the base build has recorded:
 * ninja's log of dependencies, or a dependency file beside the object. A unit of which neither tells is taken to be
 * affected.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_process.h"
#include "base/text.h"
#include "files/path.h"
#include "replay/replay.h"
#include "run/exec.h"
#include "run/toolchain.h"

#include <string.h>
#include <uthash.h>

/* A unit by its base object, and a path by its text: what is asked once. */
struct by_object {
	UT_hash_handle hh;
	const char *object; /* key */
	struct hp_tu *unit;
	bool told; /* ninja's log has it */
};

struct answer {
	UT_hash_handle hh;
	bool changed;
	char path[]; /* key */
};

struct reading {
	struct hp_replay *replay;
	struct by_object *units;
	struct answer *answers;
	struct by_object *now; /* whose dependencies ninja lists */
};

/* Whether a file that is not there would be found in place of that one: it has its name. */
static bool may_shadow(const char *added, const char *path)
{
	return !hp_os_exists(added) && strcmp(hp_path_base(added), hp_path_base(path)) == 0;
}

static bool is_changed(const struct hp_strvec *changed, const char *path)
{
	const char *real = hp_os_real_path(changed->arena, path);
	for (size_t i = 0; i < changed->count; i++)
		if (strcmp(changed->items[i], real ? real : path) == 0 || may_shadow(changed->items[i], path))
			return true;
	return false;
}

/* Whether a path is one of a changed file. */
static bool affects(struct reading *reading, const char *path)
{
	struct answer *answer;
	struct hp_replay *replay = reading->replay;
	HASH_FIND_STR(reading->answers, path, answer);
	if (answer)
		return answer->changed;
	answer = hp_arena_alloc(replay->arena, sizeof *answer + strlen(path) + 1);
	memcpy(answer->path, path, strlen(path) + 1);
	answer->changed = is_changed(&replay->options.affected_by, path);
	HASH_ADD_STR(reading->answers, path, answer);
	return answer->changed;
}

/* Takes a dependency, perhaps relative to `folder`. */
static void take_dependency(struct reading *reading, struct hp_tu *unit, const char *folder, const char *path)
{
	path = hp_path_join(reading->replay->arena, folder, path);
	if (!affects(reading, path) || hp_strvec_has(&unit->changed, path))
		return;
	unit->affected = true;
	hp_strvec_push(&unit->changed, path);
}

/* "OBJECT: #deps 12, deps mtime 17 (VALID)", then a line with four blanks for each, then an empty one. */
static void take_line(void *self, char *line, size_t length)
{
	struct reading *reading = self;
	const char *folder = reading->replay->folder;
	(void)length;
	line[strcspn(line, "\r\n")] = '\0';
	if (strncmp(line, "    ", 4) == 0) {
		if (reading->now)
			take_dependency(reading, reading->now->unit, folder, line + 4);
		return;
	}
	char *mark = strstr(line, ": #deps ");
	reading->now = NULL;
	if (!mark || !strstr(mark, "(VALID)"))
		return;
	*mark = '\0';
	const char *object = hp_path_join(reading->replay->arena, folder, line);
	HASH_FIND_STR(reading->units, object, reading->now);
	if (reading->now)
		reading->now->told = true;
}

static bool ask_ninja(struct reading *reading)
{
	struct hp_replay *replay = reading->replay;
	const char *ninja = hp_toolchain_find(replay->arena, "ninja");
	if (!hp_os_exists(hp_arena_printf(replay->arena, "%s/.ninja_deps", replay->folder)))
		return true;
	char *argv[] = {hp_arena_strdup(replay->arena, ninja ? ninja : "ninja"), "-t", "deps", NULL};
	struct hp_child_io io = {
	    .env = hp_os_environment(), .in = HP_IO_OURS, .err = HP_IO_OURS, .folder = replay->folder};
	int status = 1;
	if (!hp_exec_lines(replay->diag, argv, &io, take_line, reading, &status))
		return false;
	if (status)
		hp_error(replay->diag, "ninja cannot read '%s/.ninja_deps'", replay->folder);
	return status == 0;
}

/* The next word of a dependency file, in the arena; NULL behind the last. A backslash quotes a blank and `#`, and
 * ends a line that goes on; `$$` is a dollar. */
static char *next_word(struct hp_arena *arena, const char **text)
{
	const char *at = *text;
	for (size_t blanks; (blanks = strspn(at, " \t\r\n")) || (*at == '\\' && strchr("\r\n", at[1])); at += blanks)
		blanks += !blanks;
	char *word = hp_arena_strdup(arena, at), *to = word;
	if (!*at)
		return NULL;
	while (*at && !strchr(" \t\r\n", *at)) {
		bool quoted = (*at == '\\' && strchr(" #", at[1])) || (*at == '$' && at[1] == '$');
		at += quoted && at[1];
		*to++ = *at++;
	}
	*to = '\0';
	*text = at;
	return word;
}

/* Reads the first rule of a dependency file. False if it is none. */
static bool read_rule(struct reading *reading, struct hp_tu *unit, const char *path)
{
	struct hp_arena scratch;
	size_t size = 0;
	hp_arena_init(&scratch);
	const char *text = hp_os_read_file(&scratch, path, &size);
	bool rule = false;
	for (char *word; text && (word = next_word(&scratch, &text));) {
		size_t length = strlen(word);
		if (rule && word[length - 1] == ':') /* of -MP: a rule without prerequisites */
			break;
		if (rule)
			take_dependency(reading, unit, unit->directory, word);
		rule |= length && word[length - 1] == ':';
	}
	hp_arena_fini(&scratch);
	return rule;
}

/* "x.c.o.d" of CMake, "x.d" of compilers. */
static bool read_file(struct reading *reading, struct hp_tu *unit)
{
	struct hp_arena *arena = reading->replay->arena;
	if (!unit->base)
		return false;
	return read_rule(reading, unit, hp_arena_printf(arena, "%s.d", unit->base)) ||
	       read_rule(reading, unit, hp_path_with_extension(arena, unit->base, ".d"));
}

bool hp_replay_read_dependencies(struct hp_replay *replay)
{
	struct reading reading = {.replay = replay};
	if (!replay->options.affected_by.count)
		return true;
	struct by_object *units = hp_arena_calloc(replay->arena, replay->unit_count + 1, sizeof *units);
	for (size_t i = 0; i < replay->unit_count; i++) {
		struct hp_tu *unit = &replay->units[i];
		units[i] = (struct by_object){.object = unit->base, .unit = unit};
		hp_strvec_init(&unit->changed, replay->arena);
		take_dependency(&reading, unit, unit->directory, unit->source);
		if (unit->base)
			HASH_ADD_KEYPTR(hh, reading.units, units[i].object, strlen(units[i].object), &units[i]);
	}
	bool done = ask_ninja(&reading);
	for (size_t i = 0; i < replay->unit_count; i++)
		if (!units[i].told && !read_file(&reading, &replay->units[i]))
			replay->units[i].affected = true;
	HASH_CLEAR(hh, reading.units);
	HASH_CLEAR(hh, reading.answers);
	return done;
}

bool hp_replay_is_affected(const struct hp_replay *replay, const struct hp_tu *unit)
{
	return !replay->options.affected_by.count || unit->affected;
}
