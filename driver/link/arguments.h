/*
 * The command line of hpcc-link.
 */
#ifndef HP_LINK_ARGUMENTS_H
#define HP_LINK_ARGUMENTS_H

#include "base/strvec.h"

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

struct hp_link_options {
	const char *base, *output;
	const char *pdb, *linker; /* NULL: not given */
	struct hp_strvec objects, libraries;
	struct hp_strvec linker_args;
	bool listed_only; /* objects without a bind table are left out */
	bool help, version;
};

/* Reads the arguments behind the program's name. False after a report. */
bool hp_link_options_parse(struct hp_link_options *options, struct hp_arena *arena, struct hp_diag *diag,
                           char **args);

/* The text of --help. */
const char *hp_link_options_help(struct hp_arena *arena);

#endif
