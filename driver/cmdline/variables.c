/*
 * What the environment says to a command line. Decides what a variable means; what wins over it is decided where the
 * command line is read.
 */
#include "cmdline/variables.h"

#include "base/arena.h"
#include "base/strvec.h"
#include "cmdline/options.h"
#include "cmdline/rspfile.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const char *hp_variable(const char *name)
{
	const char *value = name && *name ? getenv(name) : NULL;
	return value && *value ? value : NULL;
}

void hp_variables_settings(struct hp_setting *settings)
{
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++) {
		const struct hp_setting_row *row = hp_setting_row(id);
		const char *value = hp_variable(row->variable);
		if (value)
			settings[id] =
			    (struct hp_setting){row->kind == HP_SETTING_SWITCH ? "true" : value, row->variable};
	}
}

bool hp_variables_count(void)
{
	const struct hp_option *row;
	for (size_t i = 0; (row = hp_option_row(i)); i++) {
		enum hp_setting_kind kind = hp_setting_row(row->setting)->kind;
		bool counts = row->id != HP_OPT_SETTING || kind == HP_SETTING_INPUT || kind == HP_SETTING_SWITCH;
		if (counts && hp_variable(row->variable))
			return true;
	}
	return false;
}

const char *hp_variables_words(struct hp_strvec *words, const char *name)
{
	struct hp_arena *arena = words->arena;
	const char *text = hp_variable(name), *left = name;
	struct hp_strvec all;
	if (!text)
		return name;
	hp_strvec_init(&all, arena);
	hp_rspfile_split(arena, text, HP_QUOTING_WINDOWS, &all);
	for (size_t i = 0; i < all.count; i++) {
		char *word = hp_arena_strdup(arena, all.items[i]), *sign = strchr(word, '#');
		if (*word == '@') {
			left = hp_arena_printf(arena, "%s%c%s", left, left == name ? '=' : ' ',
			                       hp_rspfile_quote_windows(arena, word));
			continue;
		}
		if (sign)
			*sign = '=';
		hp_strvec_push(words, word);
	}
	return left;
}
