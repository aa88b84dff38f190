/*
 * What holds for one call. Decides what wins, and how it is shown.
 */
#include "hpcc/configuration.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "cmdline/variables.h"
#include "files/path.h"
#include "hpcc/lists.h"
#include "hpcc/preprocess.h"
#include "run/toolchain.h"

#include <inttypes.h>
#include <string.h>

void hp_configuration_init(struct hp_configuration *configuration, const struct hp_invocation *inv)
{
	*configuration = (struct hp_configuration){.arena = inv->arena, .list_count = inv->list_count};
	memcpy(configuration->settings, inv->settings, sizeof configuration->settings);
	configuration->lists = hp_arena_calloc(inv->arena, inv->list_count + 1, sizeof *configuration->lists);
	if (inv->list_count)
		memcpy(configuration->lists, inv->lists, inv->list_count * sizeof *configuration->lists);
	hp_strvec_init(&configuration->warnings, inv->arena);
	hp_strvec_init(&configuration->origins, inv->arena);
	hp_strvec_init(&configuration->dependencies, inv->arena);
	hp_strvec_extend(&configuration->warnings, inv->warnings.items, inv->warnings.count);
	hp_strvec_extend(&configuration->origins, inv->origins.items, inv->origins.count);
}

/* Room for `count` more lists: in front of the others, or behind them. */
static struct hp_list_source *make_room(struct hp_configuration *configuration, size_t count, bool front)
{
	struct hp_list_source *lists =
	    hp_arena_calloc(configuration->arena, configuration->list_count + count + 1, sizeof *lists);
	size_t before = configuration->list_count;
	if (before)
		memcpy(front ? lists + count : lists, configuration->lists, before * sizeof *lists);
	configuration->lists = lists;
	configuration->list_count += count;
	return front ? lists : lists + before;
}

void hp_configuration_add_list(struct hp_configuration *configuration, bool is_file, const char *value,
                               const char *origin)
{
	*make_room(configuration, 1, false) =
	    (struct hp_list_source){.is_file = is_file, .value = value, .origin = origin};
}

/* The file's warnings come first: what follows wins. */
static void take_warnings(struct hp_configuration *configuration, const struct hp_settings *file)
{
	struct hp_strvec warnings = configuration->warnings, origins = configuration->origins;
	hp_strvec_init(&configuration->warnings, configuration->arena);
	hp_strvec_init(&configuration->origins, configuration->arena);
	for (size_t i = 0; i < HP_WARN_COUNT; i++) {
		if (!file->warnings[i].value)
			continue;
		hp_strvec_push(&configuration->warnings, file->warnings[i].value);
		hp_strvec_push(&configuration->origins, file->warnings[i].origin);
	}
	hp_strvec_extend(&configuration->warnings, warnings.items, warnings.count);
	hp_strvec_extend(&configuration->origins, origins.items, origins.count);
}

static void take_file(struct hp_configuration *configuration, const struct hp_settings *file)
{
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++)
		if (!configuration->settings[id].origin)
			configuration->settings[id] = file->values[id];
	take_warnings(configuration, file);
	struct hp_list_source *lists = make_room(configuration, file->list_count, true);
	for (size_t i = 0; i < file->list_count; i++) {
		const struct hp_settings_list *list = &file->lists[i];
		lists[i] = (struct hp_list_source){
		    .is_file = list->is_file,
		    .value = list->value,
		    .origin = list->origin,
		    .sources = list->sources,
		    .from_environment = hp_setting_is_variable(&configuration->settings[HP_SET_CONFIG])};
	}
}

/* Of something that does not exist the real path is the same. */
static struct hp_place place_of(struct hp_arena *arena, const char *path)
{
	const char *real = hp_os_real_path(arena, path);
	return (struct hp_place){path, real ? real : path};
}

/* Where the configuration file and the inputs are, for its globs. */
static void find_places(struct hp_configuration *configuration, const struct hp_invocation *inv)
{
	struct hp_arena *arena = configuration->arena;
	const char *here = hp_os_current_folder(arena), *cwd = here ? here : "";
	const char *file = configuration->settings[HP_SET_CONFIG].value, *slash = strrchr(file, '/');
	size_t length = slash ? (size_t)(slash + 1 - file) : 0;
	configuration->folder = place_of(arena, hp_path_join(arena, cwd, hp_arena_strndup(arena, file, length)));
	configuration->inputs = hp_arena_calloc(arena, inv->input_count + 1, sizeof *configuration->inputs);
	for (size_t i = 0; i < inv->input_count; i++)
		configuration->inputs[i] = place_of(arena, hp_path_join(arena, cwd, hp_preprocess_source(inv, i)));
}

bool hp_configuration_read(struct hp_configuration *configuration, const struct hp_invocation *inv,
                           struct hp_diag *diag)
{
	struct hp_settings file;
	if (!configuration->settings[HP_SET_CONFIG].value)
		return true;
	if (!hp_settings_read(&file, configuration->arena, diag, configuration->settings[HP_SET_CONFIG].value))
		return false;
	take_file(configuration, &file);
	find_places(configuration, inv);
	return true;
}

static void put(struct hp_strvec *lines, const char *name, const char *value, const char *origin)
{
	struct hp_arena *arena = lines->arena;
	hp_strvec_pushf(lines, "%s: %s (%s)\n", hp_text_shown(arena, name), hp_text_shown(arena, value),
	                origin ? hp_text_shown(arena, origin) : "default");
}

/* `clang`: the one that was found. */
static void put_settings(struct hp_strvec *lines, const struct hp_configuration *configuration, const char *clang)
{
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++) {
		const struct hp_setting *setting = &configuration->settings[id];
		const struct hp_setting_row *row = hp_setting_row(id);
		const char *value = setting->value ? setting->value : row->preset;
		bool found = id == HP_SET_CLANG;
		put(lines, *row->key ? row->key : "configuration file", found ? clang : value,
		    found && !setting->value ? NULL : setting->origin);
	}
}

static void put_lists(struct hp_strvec *lines, const struct hp_configuration *configuration)
{
	for (size_t i = 0; i < configuration->list_count; i++) {
		const struct hp_list_source *list = &configuration->lists[i];
		const char *name = list->is_file ? "list file" : "functions";
		if (list->sources)
			name = hp_arena_printf(configuration->arena, "%s for '%s'", name, list->sources);
		put(lines, name, list->value, list->origin);
	}
	if (!configuration->list_count)
		put(lines, "functions", "none", NULL);
}

static const char *warning_state(const struct hp_diag *diag, enum hp_warn group)
{
	if (diag->off[group])
		return "off";
	if (diag->error[group] || (diag->warnings_as_errors && !diag->no_error[group]))
		return "error";
	return diag->quiet ? "off" : "on";
}

/* Each group as the options leave it, with the one that changed it last. */
static void put_warnings(struct hp_strvec *lines, const struct hp_configuration *configuration)
{
	struct hp_diag diag;
	const char *origins[HP_WARN_COUNT] = {0};
	hp_diag_init(&diag, "hpcc", NULL);
	for (size_t i = 0; i < configuration->warnings.count; i++) {
		const char *before[HP_WARN_COUNT], *option = configuration->warnings.items[i];
		for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++)
			before[group] = warning_state(&diag, group);
		hp_diag_take(&diag, option);
		for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++) {
			const char *name = hp_warn_name(group), *end = strstr(option, name);
			if (before[group] != warning_state(&diag, group) || (end && strcmp(end, name) == 0))
				origins[group] = configuration->origins.items[i];
		}
	}
	for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++)
		put(lines, hp_arena_printf(configuration->arena, "warning %s", hp_warn_name(group)),
		    warning_state(&diag, group), origins[group]);
}

/* What changes with all that an object depends on besides command line and sources: programs, entries, settings. */
static uint64_t key_of(const struct hp_strvec *lines, const struct hp_funclist *list, const char *clang,
                       const char *backend)
{
	uint64_t hash = hp_toolchain_hash(hp_toolchain_hash(HP_HASH_START, clang), backend);
	hash = hp_toolchain_hash(hash, hp_os_self_file());
	for (size_t i = 0; i < lines->count; i++)
		hash = hp_hash_string(hash, lines->items[i]);
	return hp_hash_string(hash, hp_lists_digest(list));
}

bool hp_configuration_has_list(const struct hp_configuration *configuration)
{
	return configuration->list_count || hp_setting_is_on(&configuration->settings[HP_SET_ANNOTATIONS]);
}

int hp_configuration_print(const struct hp_configuration *configuration, struct hp_diag *diag)
{
	struct hp_strvec lines;
	struct hp_funclist list;
	const char *clang = hp_toolchain_clang(configuration->arena, diag, &configuration->settings[HP_SET_CLANG]);
	const char *backend = clang ? hp_toolchain_backend(configuration->arena, diag) : NULL;
	if (!backend || !hp_lists_read(&list, configuration, HP_LISTS_ALL, diag))
		return 1;
	hp_strvec_init(&lines, configuration->arena);
	put(&lines, "hpcc", HPCC_VERSION, "this program");
	put_settings(&lines, configuration, clang);
	put(&lines, "back end", backend, hp_variable("HPCC_BACKEND") ? "HPCC_BACKEND" : NULL);
	put_lists(&lines, configuration);
	put_warnings(&lines, configuration);
	hp_strvec_pushf(&lines, "key: %016" PRIx64 "\n", key_of(&lines, &list, clang, backend));
	return hp_os_write_text(HP_STREAM_OUT, hp_strvec_join(&lines)) ? 0 : 1;
}
