/*
 * The command line of hpcc-diff.
 */
#ifndef HP_DIFF_ARGUMENTS_H
#define HP_DIFF_ARGUMENTS_H

#include "base/strvec.h"

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

struct hp_diff_options {
	const char *database;      /* folder or file */
	const char *output, *tree; /* NULL: not given */
	const char *revision;      /* NULL: diffs are given */
	const char *base;          /* NULL: every image counts */
	const char *clang, *launcher, *jobs;
	struct hp_strvec patches, maps, allowed;
	bool json, verbose, help, version;
};

/* Reads the arguments behind the program's name. False after a report. */
bool hp_diff_options_parse(struct hp_diff_options *options, struct hp_arena *arena, struct hp_diag *diag,
                           char **args);

/* The text of --help. */
const char *hp_diff_options_help(struct hp_arena *arena);

#endif
