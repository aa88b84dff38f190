/*
 * The configuration of one call. Decides how it is shown; what wins is hp_invocation_configure's business.
 */
#define _GNU_SOURCE
#include "hpcc/configure.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "files/path.h"
#include "hpcc/lists.h"
#include "hpcc/preprocess.h"
#include "run/toolchain.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The absolute path of something that exists, links resolved; `path` itself of anything else. */
static const char *resolved(struct hp_arena *arena, const char *path)
{
	char text[PATH_MAX];
	return realpath(path, text) ? hp_arena_strdup(arena, text) : path;
}

/* Where the configuration file and the inputs are, for its globs. */
static void place(struct hp_invocation *inv)
{
	struct hp_arena *arena = inv->arena;
	char text[PATH_MAX];
	const char *cwd = getcwd(text, sizeof text) ? text : "";
	const char *slash = strrchr(inv->settings[HP_SET_CONFIG].value, '/');
	size_t length = slash ? (size_t)(slash + 1 - inv->settings[HP_SET_CONFIG].value) : 0;
	inv->config_normal =
	    hp_path_join(arena, cwd, hp_arena_strndup(arena, inv->settings[HP_SET_CONFIG].value, length));
	inv->config_real = resolved(arena, inv->config_normal);
	for (size_t i = 0; i < inv->input_count; i++) {
		inv->inputs[i].normal = hp_path_join(arena, cwd, hp_preprocess_source(inv, i));
		inv->inputs[i].real = resolved(arena, inv->inputs[i].normal);
	}
}

bool hp_configure(struct hp_invocation *inv, struct hp_diag *diag)
{
	struct hp_settings settings;
	if (!inv->settings[HP_SET_CONFIG].value)
		return true;
	if (!hp_settings_read(&settings, inv->arena, diag, inv->settings[HP_SET_CONFIG].value))
		return false;
	hp_invocation_configure(inv, &settings);
	place(inv);
	return true;
}

static void put(struct hp_strvec *lines, const char *name, const char *value, const char *origin)
{
	struct hp_arena *arena = lines->arena;
	hp_strvec_pushf(lines, "%s: %s (%s)\n", hp_text_shown(arena, name), hp_text_shown(arena, value),
	                origin ? hp_text_shown(arena, origin) : "default");
}

/* `clang`: the one that was found. */
static void put_settings(struct hp_strvec *lines, const struct hp_invocation *inv, const char *clang)
{
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++) {
		const struct hp_setting *setting = &inv->settings[id];
		const struct hp_setting_row *row = hp_setting_row(id);
		const char *value = setting->value ? setting->value : row->preset;
		bool found = id == HP_SET_CLANG;
		put(lines, *row->key ? row->key : "configuration file", found ? clang : value,
		    found && !setting->value ? NULL : setting->origin);
	}
}

static void put_lists(struct hp_strvec *lines, const struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->list_count; i++) {
		const struct hp_list_source *list = &inv->lists[i];
		const char *name = list->is_file ? "list file" : "functions";
		if (list->sources)
			name = hp_arena_printf(inv->arena, "%s for '%s'", name, list->sources);
		put(lines, name, list->value, list->origin);
	}
	if (!inv->list_count)
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
static void put_warnings(struct hp_strvec *lines, const struct hp_invocation *inv)
{
	struct hp_diag diag;
	const char *origins[HP_WARN_COUNT] = {0};
	hp_diag_init(&diag, inv->program, NULL);
	for (size_t i = 0; i < inv->warnings.count; i++) {
		const char *before[HP_WARN_COUNT], *option = inv->warnings.items[i];
		for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++)
			before[group] = warning_state(&diag, group);
		hp_invocation_warn(&diag, option);
		for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++) {
			const char *name = hp_warn_name(group), *end = strstr(option, name);
			if (before[group] != warning_state(&diag, group) || (end && strcmp(end, name) == 0))
				origins[group] = inv->origins.items[i];
		}
	}
	for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++)
		put(lines, hp_arena_printf(inv->arena, "warning %s", hp_warn_name(group)),
		    warning_state(&diag, group), origins[group]);
}

/* What changes with all that an object depends on besides command line and sources: programs, entries, settings. */
static uint64_t key_of(const struct hp_strvec *lines, const struct hp_funclist *list, const char *clang,
                       const char *backend)
{
	uint64_t hash = hp_toolchain_hash(hp_toolchain_hash(HP_HASH_START, clang), backend);
	hash = hp_toolchain_hash(hash, "/proc/self/exe");
	for (size_t i = 0; i < lines->count; i++)
		hash = hp_hash_string(hash, lines->items[i]);
	return hp_hash_string(hash, hp_lists_digest(list));
}

int hp_configure_print(struct hp_invocation *inv, struct hp_diag *diag)
{
	struct hp_strvec lines;
	struct hp_funclist list;
	const char *clang = hp_toolchain_clang(inv->arena, diag, &inv->settings[HP_SET_CLANG]);
	const char *backend = clang ? hp_toolchain_backend(inv->arena, diag) : NULL;
	if (!backend || !hp_lists_read(&list, inv, HP_LISTS_ALL, diag))
		return 1;
	hp_strvec_init(&lines, inv->arena);
	put(&lines, "hpcc", HPCC_VERSION, "this program");
	put_settings(&lines, inv, clang);
	const char *variable = getenv("HPCC_BACKEND");
	put(&lines, "back end", backend, variable && *variable ? "HPCC_BACKEND" : NULL);
	put_lists(&lines, inv);
	put_warnings(&lines, inv);
	hp_strvec_pushf(&lines, "key: %016" PRIx64 "\n", key_of(&lines, &list, clang, backend));
	const char *text = hp_strvec_join(&lines);
	return hp_os_write_all(STDOUT_FILENO, text, strlen(text)) ? 0 : 1;
}
