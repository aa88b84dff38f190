/*
 * What the files of hpcc-replay share: the translation units of a base build, and what becomes of each. Not for
 * others.
 */
#ifndef HP_REPLAY_H
#define HP_REPLAY_H

#include "base/strvec.h"
#include "config/compdb.h"
#include "options.h"
#include "replay_options.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

/* A listed function that a file defines. */
struct hp_match {
	struct hp_match *next;
	size_t entry; /* index into the list */
	const char *symbol;
};

/* One translation unit. Paths are absolute, as hp_path_join gives them, unless a comment says otherwise. */
struct hp_tu {
	const struct hp_compdb_entry *entry;
	const char *directory;    /* where the command runs */
	const char *base;         /* the base build's object; NULL: the command does not say */
	struct hp_match *defines; /* listed functions of the base object, in no order */
	bool known;               /* the base object, or a library's copy of it, was read */
	bool chosen;
	const char *reason; /* why chosen or not, for people */
	const char *source;

	/* Of chosen ones. */
	enum hp_mode mode;
	const char *object;    /* below the output folder */
	const char *relative;  /* the same without that folder */
	struct hp_strvec argv; /* assignments and launcher excluded */
	struct hp_strvec assignments;
};

struct hp_replay {
	struct hp_arena *arena;
	struct hp_diag *diag;
	struct hp_replay_options options;
	const struct hp_strvec *entries; /* the list */
	const char *folder;              /* of the base build, as the user names it */
	const char *real_folder;         /* the same, links resolved */
	const char *output;              /* the patch's folder; NULL in a dry run without one */
	const char *programs;            /* the folder of hpcc */
	const char *list_file;           /* the list, one entry a line, below `output` */
	const char *list_text;           /* the same with commas */
	const char *manifest;            /* what the compilations append to */
	struct hp_strvec dropped;        /* options that only gcc knows, each once */
	struct hp_compdb db;
	struct hp_tu *units; /* in the database's order */
	size_t unit_count, chosen_count;
	size_t duplicates; /* entries that another one for the same object replaces */
	bool *entry_found; /* for each entry of the list: some unit defines it */
	bool any_unknown;  /* some chosen unit has no base object: it may define any entry */
};

/* `database.json:12:3`, where the unit's entry starts. */
const char *hp_replay_place(const struct hp_replay *replay, const struct hp_tu *unit);

/* replay_units.c: the units of the database. False after a report. */
bool hp_replay_find_units(struct hp_replay *replay);

/* replay_choose.c: decides which units are built. False after a report, also about entries that nothing defines. */
bool hp_replay_choose(struct hp_replay *replay);

/* replay_command.c: the commands of chosen units; those that hpcc cannot compile are left out again. False after a
 * report. */
bool hp_replay_plan(struct hp_replay *replay);

#endif
