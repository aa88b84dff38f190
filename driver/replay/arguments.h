/*
 * The command line of hpcc-replay.
 */
#ifndef HP_REPLAY_OPTIONS_H
#define HP_REPLAY_OPTIONS_H

#include "base/strvec.h"
#include "config/funclist.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

struct hp_replay_options {
	const char *database; /* folder or file */
	const char *output;   /* NULL: not given */
	const char *report, *clang, *launcher, *link_command;
	const char *base;  /* the description for a slim patch; NULL: a complete one */
	const char *image; /* of --link: the image to link again; "" for the one there is; NULL: no --link */
	const char *jobs, *keep_going; /* numbers as text; NULL: not given */
	struct hp_strvec only, except, extra;
	struct hp_strvec affected_by; /* absolute; without links if the file is there */
	struct hp_strvec libraries;   /* for a slim patch */
	struct hp_strvec maps;        /* "FROM=TO", TO absolute, no slash at either end */
	struct hp_funclist list;
	bool plain; /* no list */
	bool all, allow_unmatched, strict, dry_run, manifest_only, verbose, help, version;
};

/* Reads the arguments behind the program's name, and the lists they name. False after a report. */
bool hp_replay_options_parse(struct hp_replay_options *options, struct hp_arena *arena, struct hp_diag *diag,
                             char **args);

/* The text of --help. */
const char *hp_replay_options_help(struct hp_arena *arena);

#endif
