/*
 * The option table as data and the search in it. Decides which row an argument belongs to, not what happens then.
 */
#include "cmdline/options.h"

#include <string.h>

enum {
	G = HP_MODE_GNU,
	C = HP_MODE_CL,
	GC = HP_MODE_GNU | HP_MODE_CL,
	DEP = HP_STAGE_DEP,
	FRONT = HP_STAGE_FRONT,
	CODEGEN = HP_STAGE_CODEGEN,
	LINK = HP_STAGE_LINK,
	ALL = HP_STAGE_ALL
};

static const struct hp_option rows[] = {
#define OPT(id, spelling, modes, arity, stages, effect, text)                                                        \
	{HP_OPT_##id, HP_GROUP_NONE, spelling, modes, HP_ARITY_##arity, stages, HP_EFFECT_##effect, text, 0, 0, 0, 0},
#define OURS(id, spelling, modes, arity, effect, group, value, variable, preset, text)                               \
	{HP_OPT_##id, HP_GROUP_##group, spelling, modes, HP_ARITY_##arity, 0, HP_EFFECT_##effect, text,              \
	 value,       variable,         preset,   0},
#define SETTING(id, kind, group, option, value, variable, key, preset, text)                                         \
	{HP_OPT_SETTING,                                                                                             \
	 HP_GROUP_##group,                                                                                           \
	 option,                                                                                                     \
	 GC,                                                                                                         \
	 HP_SETTING_##kind == HP_SETTING_SWITCH ? HP_ARITY_FLAG : HP_ARITY_JOINED,                                   \
	 0,                                                                                                          \
	 HP_EFFECT_OURS,                                                                                             \
	 text,                                                                                                       \
	 value,                                                                                                      \
	 variable,                                                                                                   \
	 preset,                                                                                                     \
	 HP_SET_##id},
#define KEEP(spelling, modes, arity) OPT(OTHER, spelling, modes, arity, ALL, KEEP, "")
#include "cmdline/options.def"
};

enum { ROWS = sizeof rows / sizeof *rows };

const struct hp_option *hp_option_row(size_t index)
{
	return index < ROWS ? &rows[index] : NULL;
}

static bool fits(const struct hp_option *row, const char *text, size_t length)
{
	if (row->spelling[0] != text[0] && !(row->spelling[0] == '/' && text[0] == '-'))
		return false;
	if (strncmp(row->spelling + 1, text + 1, length - 1) != 0)
		return false;
	switch (row->arity) {
	case HP_ARITY_JOINED:
	case HP_ARITY_EITHER:
	case HP_ARITY_BOTH:
		return true;
	default:
		return text[length] == '\0';
	}
}

const struct hp_option *hp_option_find(const char *text, enum hp_mode mode, const char **joined)
{
	*joined = NULL;
	if (text[0] != '-' && !(text[0] == '/' && mode == HP_MODE_CL))
		return NULL;
	const struct hp_option *best = NULL;
	size_t best_length = 0;
	for (const struct hp_option *row = rows; row < rows + ROWS; row++) {
		if (row->spelling[1] != text[1] || !(row->modes & (unsigned)mode))
			continue;
		size_t length = strlen(row->spelling);
		if (length > best_length && fits(row, text, length)) {
			best = row;
			best_length = length;
		}
	}
	if (!best)
		return NULL;
	if (best->arity == HP_ARITY_JOINED || best->arity == HP_ARITY_BOTH ||
	    (best->arity == HP_ARITY_EITHER && text[best_length]))
		*joined = text + best_length;
	return best;
}

size_t hp_option_separate(const struct hp_option *option, const char *joined)
{
	switch (option->arity) {
	case HP_ARITY_SEPARATE:
	case HP_ARITY_BOTH:
		return 1;
	case HP_ARITY_EITHER:
		return joined ? 0 : 1;
	case HP_ARITY_MULTI2:
		return 2;
	case HP_ARITY_MULTI3:
		return 3;
	default:
		return 0;
	}
}
