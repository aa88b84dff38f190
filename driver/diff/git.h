/*
 * git, which reads diffs, applies them, and keeps revisions. It sees neither the user's configuration nor a
 * repository but the tree's own.
 */
#ifndef HP_DIFF_GIT_H
#define HP_DIFF_GIT_H

#include "base/strvec.h"
#include "diff/line_marks.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

struct hp_git {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const char *program;
};

/* Finds git. False after a report. */
bool hp_git_find(struct hp_git *git, struct hp_arena *arena, struct hp_diag *diag);

/* The paths that diffs touch, old ones of renamed files included, with `strip` folders taken off. False after a
 * report if one is no diff. */
bool hp_git_paths(const struct hp_git *git, const struct hp_strvec *patches, unsigned strip, struct hp_strvec *paths);

/* Applies diffs to the files below a folder. False after a report, git's own messages included. */
bool hp_git_apply(const struct hp_git *git, const struct hp_strvec *patches, unsigned strip, const char *folder);

/* The top of the working tree that has a folder. NULL after a report. */
const char *hp_git_top(const struct hp_git *git, const char *folder);

/* The paths, relative to the tree, that differ between a revision and the tree. False after a report. */
bool hp_git_changed(const struct hp_git *git, const char *tree, const char *revision, struct hp_strvec *paths);

/* Writes a file of a revision to `to`. *there is false if the revision has none. False after a report. */
bool hp_git_show(const struct hp_git *git, const char *tree, const char *revision, const char *path, const char *to,
                 bool *there);

/* The stretches of lines in which two files differ, *count of them; NULL after a report. */
struct hp_hunk *hp_git_hunks(const struct hp_git *git, const char *original, const char *patched, size_t *count);

#endif
