/*
 * The command line of hpcc-patch. Decides what the options mean, and which are needed.
 */
#include "patch/arguments.h"

#include "base/diag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum group { GROUP_WHAT, GROUP_HOW, GROUP_RESULT, GROUP_COUNT };

#define HP_PROGRAM_ROWS "patch/patch.def"
#include "cmdline/program_rows.h"

static const char *const groups[GROUP_COUNT] = {
    [GROUP_WHAT] = "What to patch with what",
    [GROUP_HOW] = "How",
    [GROUP_RESULT] = "What is said",
};

static const char usage[] =
    "USAGE: hpcc-patch build -p FOLDER --patch=FILE -o FOLDER [options]\n"
    "       hpcc-patch check -p FOLDER --patch=FILE -o FOLDER [options]\n\n"
    "Makes a patch image of a fix: describes the shipped image, finds the functions that the fix changes,\n"
    "compiles only these against the description, and links them. `check` stops before compiling the\n"
    "patch. Neither the sources nor the base build are written.\n\n"
    "EXIT STATUS: 0 built, 1 error, 2 nothing changed, 3 the fix cannot be patched.\n";

struct reading {
	struct hp_patch_options *to;
	struct hp_diag *diag;
	bool commanded;
};

static bool take_command(struct reading *reading, const char *word)
{
	bool check = strcmp(word, "check") == 0;
	if (reading->commanded || (!check && strcmp(word, "build") != 0)) {
		hp_error(reading->diag, "unknown argument '%s': the commands are build and check, see --help", word);
		return false;
	}
	reading->to->check_only = check;
	reading->commanded = true;
	return true;
}

static bool take(void *self, size_t option, const char *value)
{
	struct reading *reading = self;
	struct hp_patch_options *to = reading->to;
	const char **const texts[ID_COUNT] = {[ID_DATABASE] = &to->database, [ID_IMAGE] = &to->image,
	                                      [ID_BASE] = &to->base,         [ID_FROM] = &to->revision,
	                                      [ID_OUTPUT] = &to->output,     [ID_SOURCE] = &to->tree,
	                                      [ID_CLANG] = &to->clang,       [ID_JOBS] = &to->jobs};
	struct hp_strvec *const lists[ID_COUNT] = {[ID_PATCH] = &to->patches,
	                                           [ID_PATH_MAP] = &to->maps,
	                                           [ID_ALLOW] = &to->allowed,
	                                           [ID_LIBRARY] = &to->libraries};
	bool *const flags[ID_COUNT] = {
	    [ID_VERBOSE] = &to->verbose, [ID_HELP] = &to->help, [ID_VERSION] = &to->version};
	if (option == SIZE_MAX)
		return take_command(reading, value);
	if (texts[option])
		*texts[option] = value;
	else if (lists[option])
		hp_strvec_push(lists[option], value);
	else
		*flags[option] = true;
	return true;
}

static struct hp_program program(struct reading *reading)
{
	return (struct hp_program){usage, groups, GROUP_COUNT, rows, ID_COUNT, take, reading};
}

const char *hp_patch_options_help(struct hp_arena *arena)
{
	struct hp_program ours = program(NULL);
	return hp_program_help(&ours, arena);
}

static bool check(const struct reading *reading)
{
	const struct hp_patch_options *options = reading->to;
	if (!reading->commanded)
		hp_error(reading->diag, "no command: say build, or check to stop before compiling the patch");
	else if (!options->patches.count == !options->revision)
		hp_error(reading->diag,
		         "give the fix: a diff with --patch=FILE, or the original's revision with --from=REVISION");
	else if (!options->output)
		hp_error(reading->diag, "no output folder: name one with -o FOLDER");
	else
		return true;
	return false;
}

bool hp_patch_options_parse(struct hp_patch_options *options, struct hp_arena *arena, struct hp_diag *diag,
                            char **args)
{
	*options = (struct hp_patch_options){.database = "."};
	hp_strvec_init(&options->patches, arena);
	hp_strvec_init(&options->maps, arena);
	hp_strvec_init(&options->allowed, arena);
	hp_strvec_init(&options->libraries, arena);
	struct reading reading = {options, diag, false};
	struct hp_program ours = program(&reading);
	if (!hp_program_parse(&ours, diag, args))
		return false;
	const char *base = getenv("HPCC_BASE");
	if (!options->base && !options->image && base && *base)
		options->base = base;
	return options->help || options->version || check(&reading);
}
