/*
 * The command line of hpcc-replay. Decides what the options mean; the lists are read here, nothing else is.
 */
#include "replay/arguments.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "files/path.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum group { GROUP_WHAT, GROUP_CHOICE, GROUP_BUILD, GROUP_RESULT, GROUP_COUNT };

#define HP_PROGRAM_ROWS "replay/replay.def"
#include "cmdline/program_rows.h"

static const char *const groups[GROUP_COUNT] = {
    [GROUP_WHAT] = "What to rebuild from what",
    [GROUP_CHOICE] = "Which translation units",
    [GROUP_BUILD] = "How to build",
    [GROUP_RESULT] = "What is said",
};

static const char usage[] = "USAGE: hpcc-replay -p FOLDER -f FILE -o FOLDER [options]\n\n"
                            "Rebuilds the translation units of a base build that define listed functions, with\n"
                            "the commands of its compile_commands.json and hpcc as the compiler.\n";

/* What the options become. */
struct reading {
	struct hp_replay_options *to;
	struct hp_diag *diag;
};

static bool is_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	return digits && digits < 10 && !text[digits];
}

static bool take_number(struct hp_diag *diag, enum id id, const char *value, const char **to)
{
	if (!is_number(value) || (id == ID_JOBS && strtol(value, NULL, 10) == 0)) {
		hp_error(diag, "'%s' of %s is no number: give how many", value, rows[id].spelling);
		return false;
	}
	*to = value;
	return true;
}

static bool take_map(struct hp_replay_options *to, struct hp_diag *diag, const char *value)
{
	const char *sign = strrchr(value, '=');
	if (!sign || sign == value || !sign[1]) {
		hp_error(diag, "'%s' of %s is no mapping: give FROM=TO", value, rows[ID_PATH_MAP].spelling);
		return false;
	}
	const char *real = hp_os_real_path(to->maps.arena, sign + 1);
	if (!real) {
		hp_error(diag, "cannot find the folder '%s' of %s:", sign + 1, rows[ID_PATH_MAP].spelling);
		return false;
	}
	size_t length = (size_t)(sign - value);
	while (length > 1 && strchr("/\\", value[length - 1]))
		length--;
	hp_strvec_pushf(&to->maps, "%.*s=%s", (int)length, value, real);
	return true;
}

/* A file that is not there is one that a fix adds. */
static bool take_affected(struct hp_replay_options *to, struct hp_diag *diag, const char *value)
{
	struct hp_arena *arena = to->affected_by.arena;
	const char *path = hp_os_real_path(arena, value), *here = path ? NULL : hp_os_current_folder(arena);
	if (!path && !here)
		hp_error(diag, "cannot read the current folder:");
	else
		hp_strvec_push(&to->affected_by, path ? path : hp_path_join(arena, here, value));
	return path || here;
}

static bool take(void *self, size_t option, const char *value)
{
	struct hp_replay_options *to = ((const struct reading *)self)->to;
	struct hp_diag *diag = ((const struct reading *)self)->diag;
	if (option == SIZE_MAX) {
		hp_error(diag, "unknown argument '%s': see --help", value);
		return false;
	}
	switch ((enum id)option) {
	case ID_DATABASE:
		to->database = value;
		break;
	case ID_LIST_FILE:
		return hp_funclist_add_file(&to->list, diag, value);
	case ID_LIST_TEXT:
		return hp_funclist_add_text(&to->list, diag, value, rows[option].spelling);
	case ID_OUTPUT:
		to->output = value;
		break;
	case ID_ALL:
		to->all = true;
		break;
	case ID_ONLY:
		hp_strvec_push(&to->only, value);
		break;
	case ID_AFFECTED:
		return take_affected(to, diag, value);
	case ID_EXCEPT:
		hp_strvec_push(&to->except, value);
		break;
	case ID_PATH_MAP:
		return take_map(to, diag, value);
	case ID_UNMATCHED:
		to->allow_unmatched = true;
		break;
	case ID_STRICT:
		to->strict = true;
		break;
	case ID_DRY_RUN:
		to->dry_run = true;
		break;
	case ID_CLANG:
		to->clang = value;
		break;
	case ID_PLAIN:
		to->plain = true;
		break;
	case ID_EXTRA:
		hp_strvec_push(&to->extra, value);
		break;
	case ID_LAUNCHER:
		to->launcher = value;
		break;
	case ID_LINK:
		to->image = value;
		break;
	case ID_LINK_COMMAND:
		to->link_command = value;
		break;
	case ID_BASE:
		to->base = value;
		break;
	case ID_LIBRARY:
		hp_strvec_push(&to->libraries, value);
		break;
	case ID_MANIFEST_ONLY:
		to->manifest_only = true;
		break;
	case ID_JOBS:
		return take_number(diag, (enum id)option, value, &to->jobs);
	case ID_KEEP_GOING:
		return take_number(diag, (enum id)option, value, &to->keep_going);
	case ID_REPORT:
		to->report = value;
		break;
	case ID_VERBOSE:
		to->verbose = diag->verbose = true;
		break;
	case ID_HELP:
		to->help = true;
		break;
	case ID_VERSION:
		to->version = true;
		break;
	case ID_COUNT:
		break;
	}
	return true;
}

static struct hp_program program(struct reading *reading)
{
	return (struct hp_program){usage, groups, GROUP_COUNT, rows, ID_COUNT, take, reading};
}

const char *hp_replay_options_help(struct hp_arena *arena)
{
	struct hp_program ours = program(NULL);
	return hp_program_help(&ours, arena);
}

static bool take_environment(struct hp_replay_options *to, struct hp_diag *diag)
{
	const char *file = getenv("HPCC_FUNCTIONS_FILE"), *text = getenv("HPCC_FUNCTIONS"),
	           *base = getenv("HPCC_BASE");
	if (!to->base && base && *base)
		to->base = base;
	return (!file || !*file || hp_funclist_add_file(&to->list, diag, file)) &&
	       (!text || !*text || hp_funclist_add_text(&to->list, diag, text, "HPCC_FUNCTIONS"));
}

/* What does not go together. */
static bool check_plain(const struct hp_replay_options *options, struct hp_diag *diag)
{
	const char *other = options->list.entries.count ? "a function list"
	                    : options->image            ? "--link"
	                    : options->link_command     ? "--link-command"
	                                                : NULL;
	if (options->plain && other)
		hp_error(diag, "--plain compiles as the base build did, without a patch: leave %s out", other);
	return !options->plain || !other;
}

static bool check_slim(const struct hp_replay_options *options, struct hp_diag *diag)
{
	const char *library = options->libraries.count ? options->libraries.items[0] : NULL;
	if (options->base && options->link_command)
		hp_error(diag,
		         "--link-command links objects of the base build, and a slim patch is linked of its own "
		         "alone: give --link instead, or leave --hpcc-base out");
	else if (options->base && options->launcher)
		hp_error(diag, "no cache and no compile server sees the base description: leave --launcher out");
	else if (library && !options->base)
		hp_error(diag, "'%s' of --library is for a slim patch: give --hpcc-base=FILE, too", library);
	else if (library && !options->image)
		hp_error(diag, "'%s' of --library is for linking: give --link, too", library);
	else
		return true;
	return false;
}

bool hp_replay_options_parse(struct hp_replay_options *options, struct hp_arena *arena, struct hp_diag *diag,
                             char **args)
{
	*options = (struct hp_replay_options){.database = "."};
	hp_strvec_init(&options->only, arena);
	hp_strvec_init(&options->except, arena);
	hp_strvec_init(&options->extra, arena);
	hp_strvec_init(&options->affected_by, arena);
	hp_strvec_init(&options->libraries, arena);
	hp_strvec_init(&options->maps, arena);
	hp_funclist_init(&options->list, arena);
	struct reading reading = {options, diag};
	struct hp_program ours = program(&reading);
	if (!hp_program_parse(&ours, diag, args))
		return false;
	if (options->help || options->version)
		return true;
	if (!options->plain && !take_environment(options, diag))
		return false;
	if (!options->plain && !options->list.entries.count) {
		hp_error(diag, "no function list: name one with -f FILE or --functions=ENTRY,...");
		return false;
	}
	if (!options->output && !options->dry_run) {
		hp_error(diag, "no output folder: name one with -o FOLDER");
		return false;
	}
	return check_plain(options, diag) && check_slim(options, diag);
}
