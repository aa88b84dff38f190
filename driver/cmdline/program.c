/*
 * Command lines by a table. Decides how options and values are told apart; what they mean is the program's.
 */
#include "cmdline/program.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "cmdline/help.h"

#include <stdint.h>
#include <string.h>

/* The row of an argument; *value becomes what is joined to it, or NULL. */
static const struct hp_program_option *find(const struct hp_program *program, const char *arg, const char **value)
{
	*value = NULL;
	for (const struct hp_program_option *row = program->options; row < program->options + program->count; row++) {
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

static bool take_option(const struct hp_program *program, struct hp_diag *diag, char *const **args)
{
	const char *arg = **args, *value;
	const struct hp_program_option *row = find(program, arg, &value);
	if (!row || (row->arity == HP_PROGRAM_FLAG && value)) {
		hp_error(diag, row ? "'%s' takes no value: see --help" : "unknown argument '%s': see --help", arg);
		return false;
	}
	if (row->arity == HP_PROGRAM_VALUE && !value && (*args)[1])
		value = *++*args;
	if (row->arity == HP_PROGRAM_VALUE && (!value || !*value)) {
		hp_error(diag, "%s needs a value, %s: see --help", arg, row->value);
		return false;
	}
	return program->take(program->self, (size_t)(row - program->options), value ? value : "");
}

bool hp_program_parse(const struct hp_program *program, struct hp_diag *diag, char *const *args)
{
	for (bool options = true; *args; args++) {
		if (options && strcmp(*args, "--") == 0)
			options = false;
		else if (!(options && (*args)[0] == '-' && (*args)[1]
		               ? take_option(program, diag, &args)
		               : program->take(program->self, SIZE_MAX, *args)))
			return false;
	}
	return true;
}

const char *hp_program_help(const struct hp_program *program, struct hp_arena *arena)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	hp_strvec_push(&out, program->usage);
	for (unsigned group = 0; group < program->group_count; group++) {
		hp_strvec_pushf(&out, "\n%s:\n", program->groups[group]);
		for (const struct hp_program_option *row = program->options; row < program->options + program->count;
		     row++) {
			if (row->group != group)
				continue;
			const char *letter = row->letter ? hp_arena_printf(arena, "-%c, ", row->letter) : "";
			const char *mark = row->arity == HP_PROGRAM_VALUE   ? "="
			                   : row->arity == HP_PROGRAM_MAYBE ? "[="
			                                                    : "";
			const char *shown = hp_arena_printf(arena, "%s%s%s%s%s", letter, row->spelling, mark,
			                                    row->value, row->arity == HP_PROGRAM_MAYBE ? "]" : "");
			const char *text = *row->preset
			                       ? hp_arena_printf(arena, "%s (default: %s)", row->text, row->preset)
			                       : row->text;
			hp_help_put_entry(&out, shown, text);
		}
	}
	return hp_strvec_join(&out);
}
