/*
 * The command line of hpcc-replay. Decides what the options mean; the lists are read here, nothing else is.
 */
#define _GNU_SOURCE
#include "replay/arguments.h"

#include "base/arena.h"
#include "base/diag.h"
#include "cmdline/help.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum arity { ARITY_FLAG, ARITY_VALUE, ARITY_MAYBE };
enum group { GROUP_WHAT, GROUP_CHOICE, GROUP_BUILD, GROUP_RESULT, GROUP_COUNT };

enum id {
#define ROW(id, spelling, letter, arity, group, value, preset, text) ID_##id,
#include "replay/replay.def"
#undef ROW
	ID_COUNT
};

struct row {
	const char *spelling, *value, *preset, *text;
	enum id id;
	enum arity arity;
	enum group group;
	char letter;
};

static const struct row rows[] = {
#define ROW(id, spelling, letter, arity, group, value, preset, text)                                                 \
	{spelling, value, preset, text, ID_##id, ARITY_##arity, GROUP_##group, letter},
#include "replay/replay.def"
#undef ROW
};

enum { ROWS = sizeof rows / sizeof *rows };

static const char *const titles[GROUP_COUNT] = {
    [GROUP_WHAT] = "What to rebuild from what",
    [GROUP_CHOICE] = "Which translation units",
    [GROUP_BUILD] = "How to build",
    [GROUP_RESULT] = "What is said",
};

const char *hp_replay_options_help(struct hp_arena *arena)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	hp_strvec_push(&out, "USAGE: hpcc-replay -p FOLDER -f FILE -o FOLDER [options]\n\n"
	                     "Rebuilds the translation units of a base build that define listed functions, with\n"
	                     "the commands of its compile_commands.json and hpcc as the compiler.\n");
	for (unsigned group = 0; group < GROUP_COUNT; group++) {
		hp_strvec_pushf(&out, "\n%s:\n", titles[group]);
		for (const struct row *row = rows; row < rows + ROWS; row++) {
			if ((unsigned)row->group != group)
				continue;
			const char *shown = row->letter ? hp_arena_printf(arena, "-%c, ", row->letter) : "";
			shown =
			    hp_arena_printf(arena, row->arity == ARITY_MAYBE ? "%s%s[=%s]" : "%s%s%s%s", shown,
			                    row->spelling, row->arity == ARITY_VALUE ? "=" : row->value, row->value);
			const char *text = *row->preset
			                       ? hp_arena_printf(arena, "%s (default: %s)", row->text, row->preset)
			                       : row->text;
			hp_help_put_entry(&out, shown, text);
		}
	}
	return hp_strvec_join(&out);
}

static bool is_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	return digits && digits < 10 && !text[digits];
}

static bool take_number(struct hp_diag *diag, const struct row *row, const char *value, const char **to)
{
	if (!is_number(value) || (row->id == ID_JOBS && strtol(value, NULL, 10) == 0)) {
		hp_error(diag, "'%s' of %s is no number: give how many", value, row->spelling);
		return false;
	}
	*to = value;
	return true;
}

static bool take_map(struct hp_replay_options *to, struct hp_diag *diag, const struct row *row, const char *value)
{
	const char *sign = strrchr(value, '=');
	char real[PATH_MAX];
	if (!sign || sign == value || !sign[1]) {
		hp_error(diag, "'%s' of %s is no mapping: give FROM=TO", value, row->spelling);
		return false;
	}
	if (!realpath(sign + 1, real)) {
		hp_error(diag, "cannot find the folder '%s' of %s:", sign + 1, row->spelling);
		return false;
	}
	size_t length = (size_t)(sign - value);
	while (length > 1 && strchr("/\\", value[length - 1]))
		length--;
	hp_strvec_pushf(&to->maps, "%.*s=%s", (int)length, value, real);
	return true;
}

static bool take(struct hp_replay_options *to, struct hp_diag *diag, const struct row *row, const char *value)
{
	switch (row->id) {
	case ID_DATABASE:
		to->database = value;
		break;
	case ID_LIST_FILE:
		return hp_funclist_add_file(&to->list, diag, value);
	case ID_LIST_TEXT:
		return hp_funclist_add_text(&to->list, diag, value, row->spelling);
	case ID_OUTPUT:
		to->output = value;
		break;
	case ID_ALL:
		to->all = true;
		break;
	case ID_ONLY:
		hp_strvec_push(&to->only, value);
		break;
	case ID_EXCEPT:
		hp_strvec_push(&to->except, value);
		break;
	case ID_PATH_MAP:
		return take_map(to, diag, row, value);
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
	case ID_MANIFEST_ONLY:
		to->manifest_only = true;
		break;
	case ID_JOBS:
		return take_number(diag, row, value, &to->jobs);
	case ID_KEEP_GOING:
		return take_number(diag, row, value, &to->keep_going);
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

/* The row of an argument; *value becomes what is joined to it, or NULL. */
static const struct row *find(const char *arg, const char **value)
{
	*value = NULL;
	for (const struct row *row = rows; row < rows + ROWS; row++) {
		size_t length = strlen(row->spelling);
		if (strncmp(arg, row->spelling, length) == 0 && (!arg[length] || arg[length] == '=')) {
			*value = arg[length] ? arg + length + 1 : NULL;
			return row;
		}
		if (row->letter && arg[0] == '-' && arg[1] == row->letter) {
			*value = arg[2] ? arg + 2 : NULL;
			return row;
		}
	}
	return NULL;
}

static bool take_argument(struct hp_replay_options *to, struct hp_diag *diag, char ***args)
{
	const char *arg = **args, *value;
	const struct row *row = find(arg, &value);
	if (!row || (row->arity == ARITY_FLAG && value)) {
		hp_error(diag, row ? "'%s' takes no value: see --help" : "unknown argument '%s': see --help", arg);
		return false;
	}
	if (row->arity == ARITY_VALUE && !value)
		value = *++*args;
	if (row->arity == ARITY_VALUE && (!value || !*value)) {
		hp_error(diag, "%s needs a value, %s: see --help", arg, row->value);
		return false;
	}
	return take(to, diag, row, value ? value : "");
}

static bool take_environment(struct hp_replay_options *to, struct hp_diag *diag)
{
	const char *file = getenv("HPCC_FUNCTIONS_FILE"), *text = getenv("HPCC_FUNCTIONS");
	return (!file || !*file || hp_funclist_add_file(&to->list, diag, file)) &&
	       (!text || !*text || hp_funclist_add_text(&to->list, diag, text, "HPCC_FUNCTIONS"));
}

bool hp_replay_options_parse(struct hp_replay_options *options, struct hp_arena *arena, struct hp_diag *diag,
                             char **args)
{
	*options = (struct hp_replay_options){.database = "."};
	hp_strvec_init(&options->only, arena);
	hp_strvec_init(&options->except, arena);
	hp_strvec_init(&options->extra, arena);
	hp_strvec_init(&options->maps, arena);
	hp_funclist_init(&options->list, arena);
	for (; *args; args++)
		if (!take_argument(options, diag, &args))
			return false;
	if (options->help || options->version)
		return true;
	if (!take_environment(options, diag))
		return false;
	if (!options->list.entries.count) {
		hp_error(diag, "no function list: name one with -f FILE or --functions=ENTRY,...");
		return false;
	}
	if (!options->output && !options->dry_run) {
		hp_error(diag, "no output folder: name one with -o FOLDER");
		return false;
	}
	return true;
}
