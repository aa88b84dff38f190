/*
 * A slim patch image beside its base image in one process: checks it, applies it, takes it back. All that the loader
 * has to remember lies in the patch image itself, so that any loader can go on where another has stopped.
 */
#ifndef HPL_PATCH_H
#define HPL_PATCH_H

#include "loader/image.h"
#include "loader/process.h"
#include "loader/reason.h"

enum hpl_result {
	HPL_DONE,
	HPL_ALREADY,      /* it is applied, or, for undo, it is not */
	HPL_NO_PATCH,     /* the image is no patch, is damaged, has not been planned, or needs a newer loader */
	HPL_WRONG_BASE,   /* the image that it was made for is not in the process, but perhaps another build of it */
	HPL_HOOKED,       /* another program has changed a function */
	HPL_OUT_OF_ORDER, /* another patch lies over this one */
	HPL_BUSY,         /* a thread cannot be stopped */
	HPL_FAILED        /* memory cannot be read or written; nothing has changed */
};

enum hpl_state { HPL_LOADED, HPL_BOUND, HPL_APPLIED };

struct hpl_entry;

struct hpl_patch {
	const struct hpl_process *process;
	struct hpl_image image, base;
	struct hpl_record head;
	enum hpl_state state;
	struct hpl_entry *entries;
	size_t count, stubs;      /* functions, and how many of them need a stub */
	uint64_t stub_pages;      /* 0: none yet */
	struct hpl_reason reason; /* why the last call was not HPL_DONE */
};

/*
 * Finds the base and reads what is to be done. The image is in memory; it has no entry point that would have run.
 * hpl_patch_close releases, also after a failure.
 */
enum hpl_result hpl_patch_open(struct hpl_patch *patch, const struct hpl_process *process, uint64_t image);
void hpl_patch_close(struct hpl_patch *patch);

/* Whether it could be applied; writes nothing. */
enum hpl_result hpl_patch_check(struct hpl_patch *patch);

/* Binds, then enters all functions while no other thread runs. Nothing has changed unless HPL_DONE. */
enum hpl_result hpl_patch_apply(struct hpl_patch *patch);

/* The base's functions are as before. Threads may still be in the patch: it stays bound, and in memory. */
enum hpl_result hpl_patch_undo(struct hpl_patch *patch);

/* "applied" and the like, for people. */
const char *hpl_result_text(enum hpl_result result);

#endif
