/*
 * Which translation units are built. Decides by the symbols of the base build and by the user's globs; not how they
 * are built.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "files/path.h"
#include "pass/object/wanted.h"
#include "replay/link.h"
#include "replay/replay.h"

#include <stdint.h>
#include <string.h>
#include <uthash.h>

enum { NAMES_SHOWN = 3 /* functions in a reason */ };

/* The units whose object has a name: several may, in folders of their own. */
struct named {
	UT_hash_handle hh;
	struct named *next;
	struct hp_tu *unit;
};

struct choice {
	struct hp_replay *replay;
	struct hp_wanted *wanted;
	struct hp_tu *unit;    /* whose object is being read */
	struct named *by_name; /* units without a base object, by its name */
};

static void visit_object(void *self, size_t entry, const char *symbol, const char *member)
{
	struct choice *choice = self;
	(void)member;
	if (entry != SIZE_MAX)
		hp_replay_add_match(choice->replay, &choice->unit->defines, entry, symbol);
}

static void visit_copy(void *self, size_t entry, const char *holder)
{
	struct choice *choice = self;
	hp_replay_add_match(choice->replay, &choice->unit->copies, entry, holder);
}

/* Members are named after objects; lib.exe keeps their folders. */
static void visit_library(void *self, size_t entry, const char *symbol, const char *member)
{
	struct choice *choice = self;
	struct named *named;
	const char *name = hp_path_base(member), *slash = strrchr(name, '\\');
	name = slash ? slash + 1 : name;
	HASH_FIND_STR(choice->by_name, name, named);
	for (; named; named = named->next) {
		named->unit->known = true;
		if (entry != SIZE_MAX)
			hp_replay_add_match(choice->replay, &named->unit->defines, entry, symbol);
	}
}

static void remember_missing(struct choice *choice, struct hp_tu *unit)
{
	struct named *found, *named = hp_arena_alloc(choice->replay->arena, sizeof *named);
	const char *name = hp_path_base(unit->base);
	named->unit = unit;
	HASH_FIND_STR(choice->by_name, name, found);
	if (found) {
		named->next = found->next;
		found->next = named;
	} else {
		HASH_ADD_KEYPTR(hh, choice->by_name, name, strlen(name), named);
	}
}

static void read_object(struct choice *choice, struct hp_tu *unit)
{
	const char *reason = NULL;
	unit->reason = "its command names no object";
	if (!unit->base)
		return;
	if (!hp_os_exists(unit->base)) {
		unit->reason = "it has no base object";
		remember_missing(choice, unit);
		return;
	}
	enum hp_file_kind kind = hp_replay_kind(unit->base);
	if (kind == HP_FILE_IMAGE) { /* compiled and linked at once: the object had another name */
		unit->reason = "its command makes an image";
		unit->base = NULL;
		return;
	}
	if (kind == HP_FILE_MSVC_CODE) {
		unit->reason = "its base object holds no machine code: cl.exe made it with /GL";
		if (!hp_strvec_has(&choice->replay->dropped, "/GL"))
			hp_note(
			    choice->replay->diag,
			    "base object '%s' and others like it hold no machine code, because cl.exe made them with "
			    "/GL: their translation units are taken to define any function",
			    unit->base);
		hp_strvec_push(&choice->replay->dropped, "/GL");
		return;
	}
	choice->unit = unit;
	if (hp_wanted_scan(choice->wanted, unit->base, visit_object, choice, &reason)) {
		hp_wanted_inlined(choice->wanted, unit->base, visit_copy, choice);
		unit->known = true;
		hp_strvec_push(&choice->replay->readable, unit->base);
		return;
	}
	unit->defines = NULL;
	unit->reason = "its base object cannot be read";
	hp_note(choice->replay->diag,
	        "cannot read base object '%s': %s: its translation unit is taken to define any "
	        "function",
	        unit->base, reason);
}

/* What find_libraries looks for. */
struct library_search {
	const struct hp_replay *replay;
	struct hp_strvec *found;
};

static bool enter(void *self, const char *folder)
{
	const struct library_search *search = self;
	return !search->replay->output || strcmp(folder, search->replay->output) != 0;
}

static void visit_file(void *self, const char *path)
{
	const struct library_search *search = self;
	if (hp_path_is_library(path))
		hp_strvec_push(search->found, hp_arena_strdup(search->replay->arena, path));
}

/* The libraries below the base build's folder, the patch's own left out. */
static void find_libraries(struct hp_replay *replay, struct hp_strvec *found)
{
	struct library_search search = {replay, found};
	hp_os_walk(replay->folder, enter, visit_file, &search);
}

/* Libraries of the base build stand for objects that are gone. */
static void read_libraries(struct choice *choice)
{
	struct hp_strvec libraries;
	if (!choice->by_name)
		return;
	hp_strvec_init(&libraries, choice->replay->arena);
	find_libraries(choice->replay, &libraries);
	for (size_t i = 0; i < libraries.count; i++) {
		const char *reason;
		if (hp_wanted_scan(choice->wanted, libraries.items[i], visit_library, choice, &reason))
			hp_strvec_push(&choice->replay->readable, libraries.items[i]);
		else
			hp_note(choice->replay->diag, "cannot read library '%s': %s", libraries.items[i], reason);
	}
}

/* A glob without a slash is for the file's name, one with a slash for the end of the path. */
static bool matches(const struct hp_strvec *globs, const char *path, const char **glob)
{
	for (size_t i = 0; i < globs->count; i++) {
		*glob = globs->items[i];
		if (hp_os_matches(strchr(*glob, '/') ? path : hp_path_base(path), *glob))
			return true;
		if (**glob == '/' || !strchr(*glob, '/'))
			continue;
		for (const char *at = path; (at = strchr(at, '/')); at++)
			if (hp_os_matches(at + 1, *glob))
				return true;
	}
	return false;
}

/* "defines 'f', 'g' and 3 more" */
static const char *names_text(struct hp_replay *replay, const char *text, const struct hp_match *matches)
{
	size_t count = 0;
	for (const struct hp_match *match = matches; match; match = match->next)
		if (count++ < NAMES_SHOWN)
			text = hp_arena_printf(replay->arena, "%s%s '%s'", text, count > 1 ? "," : "", match->symbol);
	if (count > NAMES_SHOWN)
		text = hp_arena_printf(replay->arena, "%s and %zu more", text, count - NAMES_SHOWN);
	return text;
}

/* Of an entry that the base build has not built, say a generated file of another target or configure's. */
static bool is_absent(const struct hp_tu *unit)
{
	return !unit->known && !unit->defines && (!unit->base || !hp_os_exists(unit->base)) &&
	       !hp_os_exists(unit->source);
}

static void decide(struct hp_replay *replay, struct hp_tu *unit)
{
	struct hp_arena *arena = replay->arena;
	const char *glob;
	if (replay->options.only.count && !matches(&replay->options.only, unit->source, &glob)) {
		unit->reason = "no --only names it";
	} else if (!hp_replay_is_affected(replay, unit)) {
		unit->reason = "no file of --affected-by was compiled into it";
	} else if (matches(&replay->options.except, unit->source, &glob)) {
		unit->reason = hp_arena_printf(arena, "--except=%s", glob);
	} else if (replay->link && !replay->link->held[unit - replay->units]) {
		unit->reason = hp_arena_printf(arena, "it is not in '%s'", hp_path_base(replay->link->image));
	} else if (is_absent(unit)) {
		unit->reason = "it has neither a source nor a base object";
	} else {
		/* A slim object would not hold what has inlined a listed function: hp_replay_warn_copies says so. */
		bool copies = unit->copies && !replay->base;
		unit->chosen =
		    unit->defines || copies || !unit->known || replay->options.all || replay->options.plain;
		if (unit->defines)
			unit->reason = names_text(replay, "defines", unit->defines);
		else if (unit->copies)
			unit->reason = names_text(replay, "has inlined what is listed into", unit->copies);
		else if (unit->known)
			unit->reason = replay->options.plain ? "--plain"
			               : replay->options.all ? "--all"
			                                     : "defines no listed function";
	}
	replay->chosen_count += unit->chosen;
	if (unit->chosen)
		for (const struct hp_match *match = unit->defines; match; match = match->next)
			replay->entry_found[match->entry] = true;
}

static bool may_define(const struct hp_replay *replay)
{
	bool may = false;
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		may |= unit->defines || unit->copies || !unit->known;
	}
	return may;
}

bool hp_replay_choose(struct hp_replay *replay)
{
	struct choice choice = {.replay = replay, .wanted = hp_wanted_new(replay->arena, replay->entries)};
	hp_strvec_init(&replay->readable, replay->arena);
	replay->entry_found = hp_arena_calloc(replay->arena, replay->entries->count + 1, sizeof(bool));
	for (size_t i = 0; i < replay->unit_count; i++)
		read_object(&choice, &replay->units[i]);
	read_libraries(&choice);
	/* Where nothing can define what is listed, that is what is wrong, and not the image. */
	bool link = replay->options.plain || replay->options.allow_unmatched || may_define(replay);
	bool done = !link || hp_replay_choose_link(replay);
	done = hp_replay_read_dependencies(replay) && done;
	for (size_t i = 0; i < replay->unit_count; i++)
		decide(replay, &replay->units[i]);
	HASH_CLEAR(hh, choice.by_name);
	hp_wanted_free(choice.wanted);
	return done;
}
