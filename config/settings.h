/*
 * The configuration file, hpcc.json. config/hpcc.schema.json describes it.
 *
 * Relative paths in it are relative to its folder. What the environment or the command line says as well is the
 * driver's business: it wins over the file, except that lists add up.
 */
#ifndef HP_SETTINGS_H
#define HP_SETTINGS_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* What a setting's value is; see settings.def. */
enum hp_setting_kind { HP_SETTING_PROGRAM, HP_SETTING_INPUT, HP_SETTING_OUTPUT, HP_SETTING_TEXT, HP_SETTING_SWITCH };

enum hp_setting_id {
#define SETTING(id, kind, group, option, value, variable, key, preset, text) HP_SET_##id,
#include "settings.def"
	HP_SET_COUNT
};

struct hp_setting_row {
	enum hp_setting_kind kind;
	const char *variable; /* of the environment */
	const char *key;      /* of the configuration file; "" for none */
	const char *preset;   /* what holds if nothing is said, in words; of a switch "false" */
};

/* The row of a setting. */
const struct hp_setting_row *hp_setting_row(enum hp_setting_id id);

/* A value and where it comes from: an option, a variable, or a place like "hpcc.json:3:12". NULL: not set. */
struct hp_setting {
	const char *value; /* switches: "true" or "false" */
	const char *origin;
};

/* One source of list entries, for some of the sources. */
struct hp_settings_list {
	const char *sources; /* glob over the names of sources; NULL: all */
	bool is_file;
	const char *value; /* path, or one entry */
	const char *origin;
};

struct hp_settings {
	struct hp_arena *arena;
	const char *path;
	const char *folder; /* of the file, with a slash at its end, or "" */
	struct hp_setting values[HP_SET_COUNT];
	struct hp_setting warnings[HP_WARN_COUNT]; /* as options: "-Whotpatch-tls" */
	struct hp_settings_list *lists;
	size_t list_count, list_capacity;
};

enum { HP_SETTINGS_FILE_MAX = 16 * 1024 * 1024, HP_SETTINGS_DEPTH_MAX = 16 };

/* Reads the file. False after an error, which names line and column. `path` is borrowed, all else is the arena's. */
bool hp_settings_read(struct hp_settings *settings, struct hp_arena *arena, struct hp_diag *diag, const char *path);

/* Whether the environment says it. */
bool hp_setting_is_variable(const struct hp_setting *setting);

/* Whether a switch is on. */
bool hp_setting_is_on(const struct hp_setting *setting);

#endif
