/*
 * What holds for one call: environment, configuration file, command line, and what clang finds by itself, together.
 */
#ifndef HP_CONFIGURATION_H
#define HP_CONFIGURATION_H

#include "base/strvec.h"
#include "config/settings.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;
struct hp_invocation;
struct hp_list_source;

/* Something's absolute path, with and without links in it; globs fit either. */
struct hp_place {
	const char *normal, *real;
};

struct hp_configuration {
	struct hp_arena *arena;
	struct hp_setting settings[HP_SET_COUNT];
	struct hp_list_source *lists; /* those of the file first */
	size_t list_count;
	struct hp_strvec warnings;     /* -W… spellings for the back end, in order */
	struct hp_strvec origins;      /* where each of them comes from */
	struct hp_place folder;        /* of the configuration file */
	struct hp_place *inputs;       /* of each input; NULL without a configuration file */
	struct hp_strvec dependencies; /* files that the object depends on besides the sources; see lists.h */
};

/* Takes what the invocation has, parsed or not; its strings are borrowed. */
void hp_configuration_init(struct hp_configuration *configuration, const struct hp_invocation *inv);

/* Adds a list behind the others. The strings are borrowed. */
void hp_configuration_add_list(struct hp_configuration *configuration, bool is_file, const char *value,
                               const char *origin);

/*
 * Reads the configuration file that the settings name, if any, and takes what it says where neither the environment
 * nor the command line says it; lists add up. False after a report.
 */
bool hp_configuration_read(struct hp_configuration *configuration, const struct hp_invocation *inv,
                           struct hp_diag *diag);

/* Whether any function may be listed: a list is given, or annotations in the sources count. */
bool hp_configuration_has_list(const struct hp_configuration *configuration);

/* Prints each setting with its origin, and the key. An exit status. */
int hp_configuration_print(const struct hp_configuration *configuration, struct hp_diag *diag);

#endif
