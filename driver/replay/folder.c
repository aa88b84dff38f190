/*
 * The output folder. Decides who works in it at a time, and what goes that an earlier run left: objects that this run
 * does not make, so that nobody takes them for parts of the patch. Not what is written.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "files/commit.h"
#include "replay/replay.h"

#include <string.h>
#include <uthash.h>

/* An object of this run. */
struct object {
	UT_hash_handle hh;
	const char *path; /* key */
};

/* Until this process ends. */
static bool lock(struct hp_replay *replay, const char *inner)
{
	const char *path = hp_arena_printf(replay->arena, "%s/lock", inner);
	int stream = hp_os_open(path, HP_OPEN_WRITE | HP_OPEN_CREATE);
	enum hp_os_lock result = stream >= 0 ? hp_os_lock(stream, false) : HP_LOCK_FAILED;
	if (result == HP_LOCK_TAKEN) {
		hp_note(replay->diag, "waiting for another hpcc-replay in '%s'", replay->output);
		result = hp_os_lock(stream, true);
	}
	replay->locked = result == HP_LOCK_OURS;
	if (!replay->locked)
		hp_error(replay->diag, "cannot lock '%s':", path);
	return replay->locked;
}

static void remove_object(struct hp_replay *replay, const char *path)
{
	static const char *const ends[] = {"", ".json", ".d"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		hp_os_remove_file(hp_arena_printf(replay->arena, "%s%s", path, ends[i]));
}

/* Removes the objects that the file names and this run does not make. */
static void remove_others(struct hp_replay *replay, const char *file, const struct object *objects)
{
	size_t size;
	for (char *line = hp_os_read_file(replay->arena, file, &size), *end; line && *line; line = end + 1) {
		const struct object *found;
		end = line + strcspn(line, "\n");
		if (!*end)
			return; /* cut off */
		*end = '\0';
		HASH_FIND_STR(objects, line, found);
		replay->removed |= !found;
		if (!found)
			remove_object(replay, hp_arena_printf(replay->arena, "%s/%s", replay->output, line));
	}
}

bool hp_replay_open_folder(struct hp_replay *replay)
{
	struct hp_arena *arena = replay->arena;
	const char *inner = hp_arena_printf(arena, "%s/.hpcc-replay", replay->output);
	const char *file = hp_arena_printf(arena, "%s/objects.txt", inner);
	struct object *objects = NULL;
	struct hp_strvec lines;
	if (!hp_commit_folder(arena, replay->diag, inner) || (!replay->locked && !lock(replay, inner)))
		return false;
	hp_strvec_init(&lines, arena);
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		if (!unit->chosen)
			continue;
		struct object *object = hp_arena_alloc(arena, sizeof *object);
		object->path = unit->relative;
		HASH_ADD_KEYPTR(hh, objects, object->path, strlen(object->path), object);
		hp_strvec_pushf(&lines, "%s\n", unit->relative);
	}
	remove_others(replay, file, objects);
	HASH_CLEAR(hh, objects);
	return hp_commit_text(arena, replay->diag, file, hp_strvec_join(&lines));
}
