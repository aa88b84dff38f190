/*
 * hpcc-replay: rebuilds what a patch needs from a base build's compile_commands.json. Decides the order of the steps;
 * each is a file of its own.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "files/path.h"
#include "image/base.h"
#include "replay/link.h"
#include "replay/replay.h"
#include "run/toolchain.h"

#include <string.h>

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

enum { STATUS_FAILED = 1 };

static bool print(const char *text)
{
	return hp_os_write_text(HP_STREAM_OUT, text);
}

/* A line that holds names of others. */
static void print_line(struct hp_replay *replay, const char *text)
{
	print(hp_arena_printf(replay->arena, "%s\n", hp_text_shown(replay->arena, text)));
}

static const char *current_folder(struct hp_replay *replay)
{
	const char *path = hp_os_current_folder(replay->arena);
	if (!path)
		hp_error(replay->diag, "cannot read the current folder:");
	return path;
}

/* The database, the base build's folder and the patch's. */
static bool find_folders(struct hp_replay *replay, const char **database)
{
	struct hp_arena *arena = replay->arena;
	const char *here = current_folder(replay);
	const char *self = hp_os_self_path(arena), *real;
	if (!here || !self)
		return false;
	replay->programs = hp_path_folder(arena, self);
	*database = hp_path_join(arena, here, replay->options.database);
	if (hp_os_is_folder(*database))
		*database = hp_path_join(arena, *database, "compile_commands.json");
	replay->folder = hp_path_folder(arena, *database);
	replay->real_folder = replay->folder;
	if ((real = hp_os_real_path(arena, *database)))
		replay->real_folder = hp_path_folder(arena, real);
	if (!replay->options.output)
		return true;
	replay->output = hp_path_join(arena, here, replay->options.output);
	const char *output = (real = hp_os_real_path(arena, replay->output)) ? real : replay->output;
	if (strcmp(output, replay->real_folder) != 0 && strcmp(replay->output, replay->folder) != 0)
		return true;
	hp_error(replay->diag, "the output folder '%s' is the base build's: use another one", replay->options.output);
	return false;
}

/* How many units have the same reason to be left out. */
struct tally {
	const char *reason;
	size_t count;
};

static void print_left_out(struct hp_replay *replay)
{
	struct tally *tallies = hp_arena_calloc(replay->arena, replay->unit_count + 1, sizeof *tallies);
	size_t count = 0, k;
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		if (unit->chosen)
			continue;
		for (k = 0; k < count && strcmp(tallies[k].reason, unit->reason) != 0; k++)
			;
		tallies[k].reason = unit->reason;
		tallies[k].count++;
		count += k == count;
		if (replay->options.verbose)
			print_line(replay, hp_arena_printf(replay->arena, "  left out: %s: %s", unit->entry->file,
			                                   unit->reason));
	}
	for (k = 0; k < count; k++)
		print_line(replay,
		           hp_arena_printf(replay->arena, "%zu left out: %s", tallies[k].count, tallies[k].reason));
}

static void print_choice(struct hp_replay *replay)
{
	for (size_t i = 0; i < replay->unit_count; i++)
		if (replay->units[i].chosen)
			print_line(replay, hp_arena_printf(replay->arena, "  rebuild: %s: %s",
			                                   replay->units[i].entry->file, replay->units[i].reason));
	print_left_out(replay);
	print_line(replay, hp_arena_printf(replay->arena, "%zu of %zu translation units to rebuild",
	                                   replay->chosen_count, replay->unit_count));
}

/* The names of hpcc-replay's own files. */
static bool name_files(struct hp_replay *replay)
{
	struct hp_arena *arena = replay->arena;
	struct hp_strvec list;
	const char *output = replay->output ? replay->output : "";
	replay->list_file = hp_arena_printf(arena, "%s/.hpcc-replay/functions.txt", output);
	replay->base_mark = hp_arena_printf(arena, "%s/.hpcc-replay/base.txt", output);
	replay->manifest = hp_arena_printf(arena, "%s/.hpcc-replay/manifest.jsonl", output);
	replay->ninja_file = hp_arena_printf(arena, "%s/build.ninja", output);
	hp_strvec_init(&list, arena);
	for (size_t i = 0; i < replay->entries->count; i++)
		hp_strvec_pushf(&list, "%s%s", i ? "," : "", hp_replay_entry_text(replay, i));
	replay->list_text = hp_strvec_join(&list);
	if (!replay->options.launcher)
		return true;
	const char *launcher = hp_toolchain_find(arena, replay->options.launcher);
	if (!launcher)
		hp_error(replay->diag, "cannot find launcher '%s'", replay->options.launcher);
	else
		replay->options.launcher = hp_path_join(arena, current_folder(replay), launcher);
	return launcher != NULL;
}

static int run(struct hp_replay *replay)
{
	double start = hp_os_seconds();
	const char *database;
	if (!find_folders(replay, &database) || !name_files(replay) || !hp_replay_open_base(replay))
		return STATUS_FAILED;
	hp_compdb_init(&replay->db, replay->arena);
	if (!hp_compdb_read(&replay->db, replay->diag, database) || !hp_replay_map_paths(replay) ||
	    !hp_replay_find_units(replay))
		return STATUS_FAILED;
	if (!hp_replay_choose(replay))
		return STATUS_FAILED;
	bool chosen = hp_replay_make_commands(replay);
	chosen = hp_replay_check_entries(replay) && chosen; /* both say what is wrong */
	hp_replay_warn_copies(replay);
	if (replay->options.dry_run)
		print_choice(replay);
	if (!chosen || replay->options.dry_run)
		return chosen ? 0 : STATUS_FAILED;
	if (!hp_replay_make_link(replay) || !hp_replay_write(replay))
		return STATUS_FAILED;
	if (replay->options.manifest_only)
		return 0;
	hp_replay_open_images(replay);
	int status = hp_replay_run(replay);
	if (!hp_replay_close_images(replay))
		status = STATUS_FAILED;
	return hp_replay_summary(replay, status, hp_os_seconds() - start);
}

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct hp_diag diag;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc-replay", NULL);
	struct hp_replay replay = {.arena = &arena, .diag = &diag};
	hp_strvec_init(&replay.dropped, &arena);
	hp_strvec_init(&replay.images, &arena);
	int status = STATUS_FAILED;
	diag.colour = hp_os_is_terminal(HP_STREAM_ERR);
	if (hp_replay_options_parse(&replay.options, &arena, &diag, argc ? argv + 1 : argv)) {
		replay.entries = &replay.options.list.entries;
		if (replay.options.help)
			status = print(hp_replay_options_help(&arena)) ? 0 : STATUS_FAILED;
		else if (replay.options.version)
			status = print("hpcc-replay " HPCC_VERSION " (LLVM 22)\n") ? 0 : STATUS_FAILED;
		else
			status = run(&replay);
	}
	hp_replay_free_holds(&replay);
	hp_base_close(replay.base);
	hp_arena_fini(&arena);
	return status;
}
