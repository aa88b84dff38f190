/*
 * The command line of hpcc-base.
 */
#ifndef HP_BASE_ARGUMENTS_H
#define HP_BASE_ARGUMENTS_H

#include "base/strvec.h"

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

enum hp_base_command { HP_BASE_WRITE, HP_BASE_SHOW, HP_BASE_FIND, HP_BASE_CHECK };

struct hp_base_options {
	enum hp_base_command command;
	const char *file;                /* image or description */
	const char *pdb, *map, *objects; /* NULL: not given */
	const char *output;              /* NULL: not given */
	const char *module;              /* NULL: not given */
	struct hp_strvec names;
	bool json, help, version;
};

/* Reads the arguments behind the program's name. False after a report. */
bool hp_base_options_parse(struct hp_base_options *options, struct hp_arena *arena, struct hp_diag *diag,
                           char **args);

/* The text of --help. */
const char *hp_base_options_help(struct hp_arena *arena);

#endif
