/*
 * The command line of hpcc-patch.
 */
#ifndef HP_PATCH_ARGUMENTS_H
#define HP_PATCH_ARGUMENTS_H

#include "base/strvec.h"

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

struct hp_patch_options {
	bool check_only;           /* the command is `check`, not `build` */
	const char *database;      /* folder or file */
	const char *image, *base;  /* NULL: not given */
	const char *output, *tree; /* NULL: not given */
	const char *revision;      /* NULL: diffs are given */
	const char *clang, *jobs;
	struct hp_strvec patches, maps, allowed, libraries;
	bool verbose, help, version;
};

/* Reads the arguments behind the program's name. False after a report. */
bool hp_patch_options_parse(struct hp_patch_options *options, struct hp_arena *arena, struct hp_diag *diag,
                            char **args);

/* The text of --help. */
const char *hp_patch_options_help(struct hp_arena *arena);

#endif
