/*
 * The help text of hpcc's own options, made from the option table. Decides its form; not where it is printed.
 */
#include "cmdline/help.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "cmdline/options.h"

#include <string.h>

enum { LINE_MAX_WIDTH = 80, TEXT_COLUMN = 26 };

static const char *const titles[HP_GROUP_COUNT] = {
    [HP_GROUP_FUNCTIONS] = "Which functions to hot-patch",
    [HP_GROUP_OUTPUTS] = "What to write besides the object",
    [HP_GROUP_WARNINGS] = "Warnings",
    [HP_GROUP_RUNNING] = "How hpcc runs",
};

void hp_help_put_entry(struct hp_strvec *out, const char *left, const char *text)
{
	size_t used = strlen(left) + 2;
	hp_strvec_pushf(out, "  %s", left);
	if (used >= TEXT_COLUMN) {
		hp_strvec_push(out, "\n");
		used = 0;
	}
	hp_strvec_pushf(out, "%*s", (int)(TEXT_COLUMN - used), "");
	size_t column = TEXT_COLUMN;
	for (const char *word = text; *word;) {
		size_t length = strcspn(word, " ");
		if (column > TEXT_COLUMN && column + 1 + length > LINE_MAX_WIDTH) {
			hp_strvec_pushf(out, "\n%*s", TEXT_COLUMN, "");
			column = TEXT_COLUMN;
		}
		bool first = column == TEXT_COLUMN;
		hp_strvec_pushf(out, "%s%.*s", first ? "" : " ", (int)length, word);
		column += length + !first;
		word += length;
		word += strspn(word, " ");
	}
	hp_strvec_push(out, "\n");
}

static void put_option(struct hp_strvec *out, const struct hp_option *row)
{
	struct hp_arena *arena = out->arena;
	const char *text = row->text;
	if (row->modes == HP_MODE_CL)
		text = hp_arena_printf(arena, "hpcc-cl: %s", text);
	if (*row->preset)
		text = hp_arena_printf(arena, "%s (default: %s)", text, row->preset);
	if (*row->variable)
		text = hp_arena_printf(arena, "%s [%s]", text, row->variable);
	hp_help_put_entry(out, hp_arena_printf(arena, "%s%s", row->spelling, row->value), text);
}

const char *hp_help_text(struct hp_arena *arena)
{
	struct hp_strvec out;
	const struct hp_option *row;
	hp_strvec_init(&out, arena);
	hp_strvec_push(&out, "USAGE: hpcc|hpcc++|hpcc-cl [options] file...\n\n"
	                     "clang, with the listed functions compiled for hot-patching. Every option of\n"
	                     "clang works; these are hpcc's own, with default and [environment variable].\n");
	for (unsigned group = HP_GROUP_NONE + 1; group < HP_GROUP_COUNT; group++) {
		hp_strvec_pushf(&out, "\n%s:\n", titles[group]);
		for (size_t i = 0; (row = hp_option_row(i)); i++)
			if ((unsigned)row->group == group)
				put_option(&out, row);
		if (group != HP_GROUP_WARNINGS)
			continue;
		hp_strvec_push(&out, "  GROUP is one of these; a warning is given where\n");
		for (enum hp_warn warn = 0; warn < HP_WARN_COUNT; warn++)
			hp_help_put_entry(&out, hp_arena_printf(arena, "  %s", hp_warn_name(warn)),
			                  hp_warn_text(warn));
	}
	return hp_strvec_join(&out);
}
