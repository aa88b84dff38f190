/*
 * The command line of hpcc-diff. Decides what the options mean, and which belong together.
 */
#include "diff/arguments.h"

#include "base/arena.h"
#include "base/diag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum group { GROUP_WHAT, GROUP_HOW, GROUP_RESULT, GROUP_COUNT };

#define HP_PROGRAM_ROWS "diff/diff.def"
#include "cmdline/program_rows.h"

static const char *const groups[GROUP_COUNT] = {
    [GROUP_WHAT] = "What to compare",
    [GROUP_HOW] = "How",
    [GROUP_RESULT] = "What is said",
};

static const char usage[] =
    "USAGE: hpcc-diff -p FOLDER --patch=FILE -o FOLDER [options]\n"
    "       hpcc-diff -p FOLDER --from=REVISION -o FOLDER [options]\n\n"
    "Says which functions a fix changes, so that a patch can bring them into a running process, and\n"
    "whether a patch can. Neither the sources nor the base build are written.\n\n"
    "EXIT STATUS: 0 the change can be patched, 1 error, 2 nothing changed, 3 it cannot be patched.\n";

struct reading {
	struct hp_diff_options *to;
	struct hp_diag *diag;
};

static bool take(void *self, size_t option, const char *value)
{
	const struct reading *reading = self;
	struct hp_diff_options *to = reading->to;
	const char **const texts[ID_COUNT] = {[ID_DATABASE] = &to->database, [ID_FROM] = &to->revision,
	                                      [ID_OUTPUT] = &to->output,     [ID_SOURCE] = &to->tree,
	                                      [ID_BASE] = &to->base,         [ID_CLANG] = &to->clang,
	                                      [ID_LAUNCHER] = &to->launcher, [ID_JOBS] = &to->jobs};
	struct hp_strvec *const lists[ID_COUNT] = {
	    [ID_PATCH] = &to->patches, [ID_PATH_MAP] = &to->maps, [ID_ALLOW] = &to->allowed};
	bool *const flags[ID_COUNT] = {
	    [ID_JSON] = &to->json, [ID_VERBOSE] = &to->verbose, [ID_HELP] = &to->help, [ID_VERSION] = &to->version};
	if (option == SIZE_MAX)
		hp_error(reading->diag, "unknown argument '%s': see --help", value);
	else if (texts[option])
		*texts[option] = value;
	else if (lists[option])
		hp_strvec_push(lists[option], value);
	else
		*flags[option] = true;
	return option != SIZE_MAX;
}

static struct hp_program program(struct reading *reading)
{
	return (struct hp_program){usage, groups, GROUP_COUNT, rows, ID_COUNT, take, reading};
}

const char *hp_diff_options_help(struct hp_arena *arena)
{
	struct hp_program ours = program(NULL);
	return hp_program_help(&ours, arena);
}

static bool check(const struct hp_diff_options *options, struct hp_diag *diag)
{
	if (!options->patches.count && !options->revision)
		hp_error(diag,
		         "no fix: name a diff with --patch=FILE, or the original's revision with --from=REVISION");
	else if (options->patches.count && options->revision)
		hp_error(diag,
		         "the sources are the original for --patch, and have the fix for --from: give one of them");
	else if (!options->output)
		hp_error(diag, "no output folder: name one with -o FOLDER");
	else
		return true;
	return false;
}

bool hp_diff_options_parse(struct hp_diff_options *options, struct hp_arena *arena, struct hp_diag *diag, char **args)
{
	*options = (struct hp_diff_options){.database = "."};
	hp_strvec_init(&options->patches, arena);
	hp_strvec_init(&options->maps, arena);
	hp_strvec_init(&options->allowed, arena);
	struct reading reading = {options, diag};
	struct hp_program ours = program(&reading);
	if (!hp_program_parse(&ours, diag, args))
		return false;
	const char *base = getenv("HPCC_BASE");
	if (!options->base && base && *base)
		options->base = base;
	return options->help || options->version || check(options, diag);
}
