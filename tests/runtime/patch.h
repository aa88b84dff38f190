/*
 * A patch image beside its base image in one process: applies a plan, and takes it back.
 */
#ifndef PATCH_H
#define PATCH_H

#include "memory.h"
#include "plan.h"

struct patch_saved; /* what a step has written over */

struct patch {
	const struct plan *plan;
	const struct memory *memory;
	uint64_t base, image;      /* where the two images are */
	struct patch_saved *saved; /* as many as the plan has steps */
	bool bound, entered;
	char reason[640]; /* why the last function returned false */
};

/* Both images are in memory. False, with the reason, if they are not the ones that the plan was made for. */
bool patch_open(struct patch *patch, const struct plan *plan, const struct memory *memory, uint64_t base,
                uint64_t image);
void patch_close(struct patch *patch);

/*
 * Binds the refs, lets the patch's other functions leave for the base, and enters the base's functions, in this
 * order. Everything is checked before anything is written. Over another patch it may be applied; they are undone in
 * reverse.
 */
bool patch_apply(struct patch *patch);

/* The base's functions are its own again. Threads may still be in the patch: it stays bound. */
bool patch_undo(struct patch *patch);

/* The patch image is as it was loaded; no thread may be in it. Only after patch_undo. */
bool patch_unbind(struct patch *patch);

#endif
