/*
 * What an image holds. Decides by the words of its link step and by the members of its libraries which units' objects
 * are in it; not which image is linked.
 */
#include "base/arena.h"
#include "base/os_file.h"
#include "base/text.h"
#include "files/path.h"
#include "pass/object/wanted.h"
#include "replay/link.h"
#include "replay/replay.h"

#include <stdint.h>
#include <string.h>
#include <uthash.h>

/* The units under one name: an object's or a source's path, or the name of a library's member. */
struct named {
	UT_hash_handle hh;
	struct named *next;
	size_t unit;
};

/* A library of the base build, and the units whose objects it holds: each library is read once. */
struct library {
	UT_hash_handle hh;
	struct named *units;
};

struct hp_holds {
	struct hp_replay *replay;
	struct named *by_path, *by_name;
	struct library *libraries;
	struct library *reading;
};

static void add_name(struct hp_holds *holds, struct named **table, const char *name, size_t unit)
{
	struct named *found, *fresh = hp_arena_calloc(holds->replay->arena, 1, sizeof *fresh);
	fresh->unit = unit;
	HASH_FIND_STR(*table, name, found);
	if (found) {
		fresh->next = found->next;
		found->next = fresh;
	} else {
		HASH_ADD_KEYPTR(hh, *table, name, strlen(name), fresh);
	}
}

static struct hp_holds *new_holds(struct hp_replay *replay)
{
	struct hp_holds *holds = hp_arena_calloc(replay->arena, 1, sizeof *holds);
	holds->replay = replay;
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		/* A step that compiles and links at once names sources. */
		add_name(holds, &holds->by_path, unit->base ? unit->base : unit->source, i);
		if (unit->base)
			add_name(holds, &holds->by_name, hp_path_base(unit->base), i);
	}
	return holds;
}

void hp_replay_free_holds(struct hp_replay *replay)
{
	struct hp_holds *holds = replay->holds;
	if (!holds)
		return;
	HASH_CLEAR(hh, holds->by_path);
	HASH_CLEAR(hh, holds->by_name);
	HASH_CLEAR(hh, holds->libraries);
	replay->holds = NULL;
}

/* Members are named after objects; lib.exe keeps their folders. */
static void visit_member(void *self, size_t entry, const char *symbol, const char *member)
{
	struct hp_holds *holds = self;
	const char *name = hp_path_base(member ? member : symbol), *slash = strrchr(name, '\\');
	struct named *named;
	HASH_FIND_STR(holds->by_name, slash ? slash + 1 : name, named);
	for (; entry == SIZE_MAX && named; named = named->next) {
		struct named *known = holds->reading->units;
		while (known && known->unit != named->unit)
			known = known->next;
		if (known)
			continue;
		known = hp_arena_calloc(holds->replay->arena, 1, sizeof *known);
		known->unit = named->unit;
		known->next = holds->reading->units;
		holds->reading->units = known;
	}
}

static const struct library *read_library(struct hp_holds *holds, const char *path)
{
	struct library *library;
	struct hp_strvec nothing;
	const char *reason;
	HASH_FIND_STR(holds->libraries, path, library);
	if (library)
		return library;
	holds->reading = library = hp_arena_calloc(holds->replay->arena, 1, sizeof *library);
	HASH_ADD_KEYPTR(hh, holds->libraries, path, strlen(path), library);
	hp_strvec_init(&nothing, holds->replay->arena);
	struct hp_wanted *wanted = hp_wanted_new(holds->replay->arena, &nothing);
	hp_wanted_scan(wanted, path, visit_member, holds, &reason);
	hp_wanted_free(wanted);
	return library;
}

struct hp_tu *hp_replay_unit_of(struct hp_replay *replay, const char *path)
{
	struct named *named;
	HASH_FIND_STR(replay->holds->by_path, path, named);
	return named ? &replay->units[named->unit] : NULL;
}

void hp_replay_find_held(struct hp_replay *replay, struct hp_link *link)
{
	if (!replay->holds)
		replay->holds = new_holds(replay);
	link->direct = hp_arena_calloc(replay->arena, replay->unit_count + 1, sizeof *link->direct);
	link->held = hp_arena_calloc(replay->arena, replay->unit_count + 1, sizeof *link->held);
	for (size_t i = 1; i < link->words.count; i++) {
		const char *path = hp_path_join(replay->arena, link->directory, link->words.items[i]);
		const struct hp_tu *unit = hp_replay_unit_of(replay, path);
		if (unit)
			link->direct[unit - replay->units] = link->held[unit - replay->units] = true;
	}
	for (size_t i = 1; i < link->words.count; i++) {
		const char *path = hp_path_join(replay->arena, link->directory, link->words.items[i]);
		if (!hp_path_is_library(path) || !hp_path_below(replay->folder, path) || !hp_os_may_read(path))
			continue;
		for (const struct named *unit = read_library(replay->holds, path)->units; unit; unit = unit->next)
			link->held[unit->unit] = true;
	}
}
