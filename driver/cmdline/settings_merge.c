/*
 * Settings and where they come from: the environment, then the configuration file. Decides what wins; the command
 * line has been read when the file is.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cmdline/invocation.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

void hp_invocation_push_warning(struct hp_invocation *inv, const char *option, const char *origin)
{
	hp_strvec_push(&inv->warnings, option);
	hp_strvec_push(&inv->origins, origin);
}

void hp_invocation_read_settings(struct hp_invocation *inv)
{
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++) {
		const struct hp_setting_row *row = hp_setting_row(id);
		const char *value = getenv(row->variable);
		if (value && *value)
			inv->settings[id] =
			    (struct hp_setting){row->kind == HP_SETTING_SWITCH ? "true" : value, row->variable};
	}
}

bool hp_invocation_environment_counts(void)
{
	const struct hp_option *row;
	for (size_t i = 0; (row = hp_option_row(i)); i++) {
		enum hp_setting_kind kind = hp_setting_row(row->setting)->kind;
		const char *value = row->variable && *row->variable ? getenv(row->variable) : NULL;
		bool counts = row->id != HP_OPT_SETTING || kind == HP_SETTING_INPUT || kind == HP_SETTING_SWITCH;
		if (counts && value && *value)
			return true;
	}
	return false;
}

bool hp_setting_is_variable(const struct hp_setting *setting)
{
	return setting->origin && hp_starts_with(setting->origin, "HPCC_");
}

void hp_invocation_configure(struct hp_invocation *inv, const struct hp_settings *settings)
{
	struct hp_strvec warnings = inv->warnings, origins = inv->origins;
	size_t count = settings->list_count;
	struct hp_list_source *lists = hp_arena_calloc(inv->arena, count + inv->list_count + 1, sizeof *lists);
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++)
		if (!inv->settings[id].origin)
			inv->settings[id] = settings->values[id];
	hp_strvec_init(&inv->warnings, inv->arena);
	hp_strvec_init(&inv->origins, inv->arena);
	for (size_t i = 0; i < HP_WARN_COUNT; i++)
		if (settings->warnings[i].value)
			hp_invocation_push_warning(inv, settings->warnings[i].value, settings->warnings[i].origin);
	hp_strvec_extend(&inv->warnings, warnings.items, warnings.count);
	hp_strvec_extend(&inv->origins, origins.items, origins.count);
	for (size_t i = 0; i < count; i++) {
		const struct hp_settings_list *from = &settings->lists[i];
		lists[i] = (struct hp_list_source){.is_file = from->is_file,
		                                   .value = from->value,
		                                   .origin = from->origin,
		                                   .sources = from->sources,
		                                   .from_environment =
		                                       hp_setting_is_variable(&inv->settings[HP_SET_CONFIG])};
	}
	if (inv->list_count)
		memcpy(lists + count, inv->lists, inv->list_count * sizeof *lists);
	inv->lists = lists;
	inv->list_count += count;
}

void hp_invocation_warn(struct hp_diag *diag, const char *option)
{
	if (strcmp(option, "-w") == 0)
		diag->quiet = true;
	else if (strcmp(option, "-Werror") == 0 || strcmp(option, "-Wno-error") == 0)
		diag->warnings_as_errors = strcmp(option, "-Werror") == 0;
	else
		hp_diag_option(diag, option);
}
