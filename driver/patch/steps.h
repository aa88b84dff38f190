/*
 * The steps from a fix to a patch image, each one of hpcc's programs.
 */
#ifndef HP_PATCH_STEPS_H
#define HP_PATCH_STEPS_H

#include "patch/arguments.h"

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

/* Paths are absolute; set by the steps. */
struct hp_patch_work {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const struct hp_patch_options *options;
	const char *output;
	const char *base;    /* the description */
	const char *overlay; /* what clang reads in the place of the sources; NULL: the sources have the fix */
	const char *image;   /* of the patch, as hpcc-replay has made it */
};

/* The description: the one that is given, or one that is made of the image. False after a report. */
bool hp_patch_describe(struct hp_patch_work *work);

/* hpcc-diff's exit status; what it has found is then in the output folder. */
int hp_patch_compare(struct hp_patch_work *work);

/* Compiles what is listed, and links it. False after a report. */
bool hp_patch_compile(struct hp_patch_work *work);

/* Puts the image, its PDB and the list where they are looked for. False after a report; then none of them is there.
 */
bool hp_patch_place(struct hp_patch_work *work);

#endif
