/*
 * The translation units of a database. Decides which object an entry makes and which of several entries for one
 * object counts; not which are built.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "files/path.h"
#include "recorded/recorded.h"
#include "replay/replay.h"

#include <string.h>
#include <uthash.h>

enum { SCRATCH_UNITS = 256 /* units until their temporary memory is freed */ };

/* The unit that makes an object. */
struct maker {
	UT_hash_handle hh;
	struct maker *next; /* of the same object from another source */
	const char *base;   /* key */
	size_t unit;
	bool inner_step;
};

bool hp_replay_add_match(struct hp_replay *replay, struct hp_match **matches, size_t entry, const char *symbol)
{
	for (const struct hp_match *match = *matches; match; match = match->next)
		if (match->entry == entry && strcmp(match->symbol, symbol) == 0)
			return false;
	struct hp_match *match = hp_arena_alloc(replay->arena, sizeof *match);
	*match = (struct hp_match){*matches, hp_arena_strdup(replay->arena, symbol), entry, 0};
	*matches = match;
	return true;
}

const char *hp_replay_place(const struct hp_replay *replay, const struct hp_tu *unit)
{
	return hp_arena_printf(replay->arena, "%s:%zu:%zu", replay->db.path, unit->entry->line, unit->entry->column);
}

/* What a compiler calls the object of a source in a folder, whose name ends with a slash or is empty. */
static const char *in_folder(struct hp_arena *arena, const char *folder, const char *source, enum hp_mode mode)
{
	const char *base = hp_path_base(source), *dot = strrchr(base, '.');
	return hp_arena_printf(arena, "%s%.*s.%s", folder, dot ? (int)(dot - base) : (int)strlen(base), base,
	                       mode == HP_MODE_CL ? "obj" : "o");
}

/* Whether the command makes an object, whose name may be the compiler's choice. */
static bool compiles(const struct hp_recorded *recorded)
{
	return recorded->kind != HP_RECORDED_OTHER &&
	       (hp_strvec_has(&recorded->args, "-c") ||
	        (recorded->mode == HP_MODE_CL && hp_strvec_has(&recorded->args, "/c")));
}

/* An entry, read as far as it takes to know its object. */
struct reading {
	struct hp_tu unit;
	bool inner_step; /* `clang -cc1 …`, which Bear records beside the command that runs it */
};

/* Where the command runs, and what it makes. The command is asked first: with CMake's Makefiles, `output` is not
 * relative to `directory`. */
static void read_command(struct hp_replay *replay, struct hp_arena *scratch, struct reading *reading)
{
	struct hp_recorded recorded;
	struct hp_tu *unit = &reading->unit;
	const struct hp_compdb_entry *entry = unit->entry;
	hp_recorded_parse(&recorded, scratch, entry);
	if (recorded.line.directory)
		unit->directory = hp_path_join(replay->arena, unit->directory,
		                               hp_arena_strdup(replay->arena, recorded.line.directory));
	const char *output = hp_recorded_output(&recorded);
	if (output && output[strlen(output) - 1] == '/')
		output = in_folder(scratch, output, entry->file, recorded.mode);
	if (!output)
		output = entry->output;
	if (!output && compiles(&recorded))
		output = in_folder(scratch, "", entry->file, recorded.mode);
	unit->base = output ? hp_path_join(replay->arena, unit->directory, output) : NULL;
	reading->inner_step = recorded.args.count && strcmp(recorded.args.items[0], "-cc1") == 0;
}

/* Whether two entries run the same thing, so that it matters to nobody which of them counts. */
static bool is_same(const struct hp_compdb_entry *a, const struct hp_compdb_entry *b)
{
	if (strcmp(a->directory, b->directory) != 0 || strcmp(a->file, b->file) != 0 ||
	    a->argument_count != b->argument_count || !a->command != !b->command)
		return false;
	for (size_t i = 0; i < a->argument_count; i++)
		if (strcmp(a->arguments[i], b->arguments[i]) != 0)
			return false;
	return !a->command || strcmp(a->command, b->command) == 0;
}

static void add_maker(struct hp_replay *replay, struct maker **makers, struct maker *other,
                      const struct reading *added)
{
	struct maker *maker = hp_arena_calloc(replay->arena, 1, sizeof *maker);
	maker->base = added->unit.base;
	maker->unit = replay->unit_count;
	maker->inner_step = added->inner_step;
	if (other) {
		maker->next = other->next;
		other->next = maker;
	} else {
		HASH_ADD_KEYPTR(hh, *makers, maker->base, strlen(maker->base), maker);
	}
}

/* That of the same source. */
static struct maker *same_source(const struct hp_replay *replay, struct maker *maker, const char *source)
{
	while (maker && strcmp(replay->units[maker->unit].source, source) != 0)
		maker = maker->next;
	return maker;
}

/*
 * The later of two entries of one source for one object counts: a build that ran both kept its object; but what Bear
 * records of clang's inner steps is less than the command that ran them. Where different sources make one file, it is
 * an image (Bear records `cc a.c b.c -o x.dll` as two compilations), or the build has put the first object away: then
 * nothing is known of the objects.
 */
static void add_unit(struct hp_replay *replay, struct maker **makers, struct reading *added)
{
	const struct hp_compdb_entry *entry = added->unit.entry;
	struct maker *any = NULL, *maker;
	struct hp_tu *unit = &replay->units[replay->unit_count];
	if (added->unit.base)
		HASH_FIND_STR(*makers, added->unit.base, any);
	maker = same_source(replay, any, added->unit.source);
	if (maker) {
		unit = &replay->units[maker->unit];
		replay->duplicates++;
		if (added->inner_step && !maker->inner_step)
			return;
		maker->inner_step = added->inner_step;
		if (!is_same(unit->entry, entry))
			hp_verbose(replay->diag, "%s:%zu: this entry and the one in line %zu make '%s': it is used",
			           replay->db.path, entry->line, unit->entry->line, maker->base);
		added->unit.base = unit->base;
	} else if (added->unit.base) {
		add_maker(replay, makers, any, added);
		if (any)
			replay->units[any->unit].base = added->unit.base = NULL;
	}
	replay->unit_count += unit == &replay->units[replay->unit_count];
	*unit = added->unit;
}

/* Whether the entry takes something that was built before: `ninja -t compdb` has archives and links, too. */
static bool compiles_nothing(const struct hp_compdb_entry *entry)
{
	static const char *const ends[] = {".o", ".obj", ".a", ".lib", ".dll", ".so", ".exe", ".res"};
	size_t length = strlen(entry->file);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t size = strlen(ends[i]);
		if (length > size && hp_is_in_any_case(entry->file + length - size, ends[i]))
			return true;
	}
	return false;
}

bool hp_replay_find_units(struct hp_replay *replay)
{
	struct maker *makers = NULL;
	struct hp_arena scratch;
	const char *directory = NULL;
	hp_arena_init(&scratch);
	replay->units = hp_arena_calloc(replay->arena, replay->db.count + 1, sizeof *replay->units);
	for (size_t i = 0; i < replay->db.count; i++) {
		const struct hp_compdb_entry *entry = &replay->db.entries[i];
		if (!directory || entry->directory != entry[-1].directory) /* the reader keeps equal ones once */
			directory = hp_path_join(replay->arena, replay->folder, entry->directory);
		if (compiles_nothing(entry))
			continue;
		struct reading reading = {.unit = {.entry = entry, .directory = directory}};
		reading.unit.source = hp_path_join(replay->arena, directory, entry->file);
		read_command(replay, &scratch, &reading);
		add_unit(replay, &makers, &reading);
		if (i % SCRATCH_UNITS == SCRATCH_UNITS - 1)
			hp_arena_fini(&scratch);
	}
	hp_arena_fini(&scratch);
	HASH_CLEAR(hh, makers);
	if (replay->unit_count)
		return true;
	hp_error(replay->diag, "'%s' has no entries: there is nothing to rebuild", replay->db.path);
	return false;
}
