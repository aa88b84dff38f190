/*
 * What the files of hpcc-replay share: the translation units of a base build, and what becomes of each. Not for
 * others.
 */
#ifndef HP_REPLAY_H
#define HP_REPLAY_H

#include "base/strvec.h"
#include "cmdline/options.h"
#include "config/compdb.h"
#include "replay/arguments.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_base;
struct hp_diag;
struct hp_holds;
struct hp_link;

/* A listed function that a file defines. */
struct hp_match {
	struct hp_match *next;
	const char *symbol;
	size_t entry; /* index into the list */
	size_t refs;  /* ref variables that its code uses; of patch objects */
};

/* What became of a chosen unit. */
enum hp_tu_state {
	HP_TU_WAITING, /* not reached */
	HP_TU_CURRENT, /* nothing to do: what it depends on has not changed */
	HP_TU_BUILT,
	HP_TU_FAILED
};

/* One translation unit. Paths are absolute, as hp_path_join gives them, unless a comment says otherwise. */
struct hp_tu {
	const struct hp_compdb_entry *entry;
	const char *directory; /* where the command runs */
	const char *source;
	const char *base;         /* the base build's object; NULL: the command does not say */
	struct hp_match *defines; /* listed functions of the base object, in no order */
	struct hp_match *copies;  /* functions that hold inlined copies of listed ones, by its debug information */
	bool known;               /* the base object, or a library's copy of it, was read */
	bool chosen;
	bool affected;            /* by a file of --affected-by, or nothing is known of it */
	struct hp_strvec changed; /* the paths under which it has those files, absolute */
	const char *reason;       /* why chosen or not, for people */

	/* Of chosen ones. */
	enum hp_mode mode;
	const char *object;    /* below the output folder */
	const char *relative;  /* the same without that folder */
	struct hp_strvec argv; /* assignments and launcher excluded */
	struct hp_strvec assignments;
	enum hp_tu_state state;
	unsigned warnings;      /* of hpcc's own */
	struct hp_match *made;  /* listed functions of `object`, once it is built */
	struct hp_facts *facts; /* what is known of them with a launcher */
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
	struct hp_base *base;            /* the description of the shipped image; NULL: the patch is complete */
	const char *base_mark;           /* a file below `output` that changes with the description */
	const char *manifest;            /* what the compilations append to */
	const char *ninja;               /* the program */
	const char *ninja_file;          /* build.ninja */
	const char *ninja_folder;        /* the folder that ninja runs in: that of most commands */
	const struct hp_link *link;      /* the recorded step of the patched image; NULL: none, or no --link */
	struct hp_holds *holds;          /* which units are in which image; NULL: not asked yet */
	struct hp_strvec link_argv;      /* of the patch image; empty: no --link */
	struct hp_strvec link_objects;   /* the patch's in it */
	struct hp_strvec link_inputs;    /* what else it depends on */
	struct hp_strvec link_outputs;   /* what else it writes, and the image; below `output` */
	const char *link_directory, *link_image;
	enum hp_tu_state link_state;
	struct hp_strvec images;  /* of earlier runs, and this run's; absolute */
	bool removed;             /* objects of an earlier run went that this one does not make */
	bool from_windows;        /* some entries were mapped by --path-map */
	bool locked;              /* no other hpcc-replay works in `output` */
	struct hp_strvec dropped; /* what was said to be left out, each once */
	struct hp_compdb db;
	struct hp_tu *units; /* in the database's order */
	size_t unit_count, chosen_count;
	size_t duplicates;         /* entries that another one for the same object replaces */
	bool *entry_found;         /* for each entry of the list: some unit defines it */
	struct hp_strvec readable; /* files of the base build with symbols, for suggestions */
};

/* Adds a listed function to a unit's matches; false if it is there already. Copies `symbol`. */
bool hp_replay_add_match(struct hp_replay *replay, struct hp_match **matches, size_t entry, const char *symbol);

/* `database.json:12:3`, where the unit's entry starts. */
const char *hp_replay_place(const struct hp_replay *replay, const struct hp_tu *unit);

/* What cannot be a unit's object although it is there. */
enum hp_file_kind {
	HP_FILE_OTHER,    /* perhaps an object */
	HP_FILE_IMAGE,    /* linked */
	HP_FILE_MSVC_CODE /* what cl.exe /GL makes: the linker generates the code */
};

/* kind.c */
enum hp_file_kind hp_replay_kind(const char *path);

/* windows.c: maps the paths of Windows that entries have. False after a report. */
bool hp_replay_map_paths(struct hp_replay *replay);

/* units.c: the units of the database. False after a report. */
bool hp_replay_find_units(struct hp_replay *replay);

/* dependencies.c: for --affected-by, reads what the base build has recorded. False after a report. */
bool hp_replay_read_dependencies(struct hp_replay *replay);

/* dependencies.c: whether the unit was compiled from a file of --affected-by, or may have been; true without one. */
bool hp_replay_is_affected(const struct hp_replay *replay, const struct hp_tu *unit);

/* choose.c: decides which units are built. False after a report. */
bool hp_replay_choose(struct hp_replay *replay);

/* unmatched.c: once all commands are made, whether the units that are built define the entries of the list or may do
 * so. False after a report. */
bool hp_replay_check_entries(struct hp_replay *replay);

/* slim.c: opens the description that --hpcc-base names. False after a report. */
bool hp_replay_open_base(struct hp_replay *replay);

/* slim.c: the file name of the image that is described. */
const char *hp_replay_base_image(const struct hp_replay *replay);

/* slim.c: sets *module to what the description calls the unit's object; NULL: hpcc is to find it by the source. False
 * after a report. */
bool hp_replay_base_module(struct hp_replay *replay, const struct hp_tu *unit, const char **module);

/* slim.c: once the entries are checked, warns of functions of the base that hold inlined copies of listed ones and
 * are not listed: a slim object does not have them, so that hpcc cannot say it. */
void hp_replay_warn_copies(struct hp_replay *replay);

/* command.c: the commands of chosen units; those that hpcc cannot compile are left out again. False after a
 * report. */
bool hp_replay_make_commands(struct hp_replay *replay);

/* ninja.c: writes the list and build.ninja; files that would not change are left alone. False after a
 * report. */
bool hp_replay_write(struct hp_replay *replay);

/* folder.c: makes the output folder, waits until no other hpcc-replay works in it, and removes the objects of
 * earlier runs that this one does not make. False after a report. */
bool hp_replay_open_folder(struct hp_replay *replay);

/* image.c: before a run, notes the images that earlier runs have left. Interrupted, the run removes them. */
void hp_replay_open_images(struct hp_replay *replay);

/* image.c: after a run, removes the images that do not hold what the objects are now, and says so. False after
 * a report. */
bool hp_replay_close_images(struct hp_replay *replay);

/* An entry as lists have it, in double quotes where it needs them. */
const char *hp_replay_entry_text(const struct hp_replay *replay, size_t entry);

/* run.c: runs ninja, shows how far it is and notes what becomes of the units. An exit status, ninja's. */
int hp_replay_run(struct hp_replay *replay);

/* summary.c: what was made, as a table and, with --report, as JSON. `status` is ninja's; returns that of
 * hpcc-replay: 0 only if every listed function was rebuilt. */
int hp_replay_summary(struct hp_replay *replay, int status, double seconds);

#endif
