/*
 * Objects of both versions, made by hpcc-replay with the base build's commands.
 */
#ifndef HP_DIFF_BUILD_H
#define HP_DIFF_BUILD_H

#include "base/strvec.h"
#include "diff/fix.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;
struct hp_diff_options;

/* A unit in two versions. Paths are absolute. */
struct hp_built_unit {
	const char *source;
	const char *base; /* the base build's object; "": not known */
	const char *objects[HP_VERSIONS];
	const char *directory;                  /* where its commands run */
	struct hp_strvec commands[HP_VERSIONS]; /* program first */
};

struct hp_built {
	struct hp_built_unit *units;
	size_t count;
};

/* Compiles what the fix affects, twice, below `folder`, and writes the fix's overlays. False after a report. */
bool hp_diff_build(struct hp_built *built, struct hp_arena *arena, struct hp_diag *diag,
                   const struct hp_diff_options *options, struct hp_fix *fix, const char *folder);

#endif
