/*
 * The sources of a fix: which files differ, and what clang is to read in their place. The user's tree is never
 * written.
 */
#ifndef HP_DIFF_FIX_H
#define HP_DIFF_FIX_H

#include "base/strvec.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

/* The two that are compared: what is indexed by one has both. */
enum hp_version { HP_ORIGINAL, HP_PATCHED, HP_VERSIONS };

/* "original", "patched" */
extern const char *const hp_version_names[HP_VERSIONS];

/* A file that differs. Paths are absolute. */
struct hp_fix_file {
	const char *path;       /* in the tree */
	const char *real;       /* the same without links; NULL: the tree has no such file */
	const char *original;   /* where its text is; NULL: the original has no such file */
	const char *patched;    /* the same of the fix; NULL: it is deleted */
	struct hp_strvec names; /* under which compilers open it */
	bool compiled;          /* into some unit, by the base build's dependencies */
};

struct hp_fix {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const char *folder; /* of ours, absolute: for texts that the tree has not */
	const char *tree;
	struct hp_fix_file *files;
	size_t count;
	const char
	    *overlays[HP_VERSIONS]; /* for clang: of the original, of the patched version; NULL: the tree is it */
};

/* What is asked for. */
struct hp_fix_question {
	const struct hp_strvec *patches; /* diffs: the tree is the original */
	const char *revision;            /* of git: the tree has the fix; NULL: none */
	const char *tree;                /* NULL: to be found */
	const char *database;            /* a folder to look above for the tree */
};

/* Finds out what differs, below `fix->folder`, which is made. False after a report. */
bool hp_fix_read(struct hp_fix *fix, const struct hp_fix_question *question);

/* Adds a path under which a compiler has opened a file, which is compiled then; true if it is a new one. */
bool hp_fix_add_name(struct hp_fix *fix, const char *path);

/* Takes every file for one that may be compiled. */
void hp_fix_take_compiled(struct hp_fix *fix);

/* Writes the overlays. False after a report. */
bool hp_fix_write(struct hp_fix *fix);

#endif
