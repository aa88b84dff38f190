/*
 * A slim patch image beside its base image in one process: checks it, applies it, takes it back. All that the loader
 * has to remember lies in the patch image itself, so that any loader can go on where another has stopped.
 */
#ifndef HPL_PATCH_H
#define HPL_PATCH_H

#include "loader/state.h"

/*
 * Finds the base and reads what is to be done. The image is in memory; it has no entry point that would have run.
 * hpl_patch_close releases, also after a failure.
 */
enum hpl_result hpl_patch_open(struct hpl_patch *patch, const struct hpl_process *process, uint64_t image);
void hpl_patch_close(struct hpl_patch *patch);

/* Whether it could be applied; writes nothing. */
enum hpl_result hpl_patch_check(struct hpl_patch *patch);

/* Whether it could be taken back; writes nothing, asks no hook. */
enum hpl_result hpl_patch_check_undo(struct hpl_patch *patch);

/* Binds, runs initialisers and hooks, and enters all functions while no other thread runs. Nothing has changed unless
 * HPL_DONE; the image stays bound where its initialisers have run. HPL_DONE with a reason: a hook did not return. */
enum hpl_result hpl_patch_apply(struct hpl_patch *patch);

/* The base's functions are as before. Threads may still be in the patch: it stays bound, and in memory. */
enum hpl_result hpl_patch_undo(struct hpl_patch *patch);

/* The same for several patches, in this order, or taken back in the opposite one: all or none. Threads are stopped
 * once, as the first one's rules say. *failed is the index of the one whose reason says why. */
enum hpl_result hpl_patches_apply(struct hpl_patch *patches, size_t count, size_t *failed);
enum hpl_result hpl_patches_undo(struct hpl_patch *patches, size_t count, size_t *failed);

/* Opens a patch, does one of the three, or another question of that form, and closes it. *idle: the image is not in
 * use, and may go. */
typedef enum hpl_result (*hpl_patch_step)(struct hpl_patch *patch);
enum hpl_result hpl_patch_run(const struct hpl_process *process, uint64_t image, hpl_patch_step step,
                              const struct hpl_rules *rules, struct hpl_reason *reason, bool *idle);

/* "done" and the like, for people. */
const char *hpl_result_text(enum hpl_result result);

#endif
