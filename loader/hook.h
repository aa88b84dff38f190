/*
 * Code of a patch that runs when it is applied or taken back: initialisers of its new variables, and its hooks
 * (hpcc_patch.h).
 */
#ifndef HPL_HOOK_H
#define HPL_HOOK_H

#include "base/bind.h"
#include "loader/state.h"

/* Runs the initialisers, if they have not run yet in this image. The patch is bound. */
enum hpl_result hpl_hook_start(struct hpl_patch *patch);

/* Runs all hooks of a kind, in the order of the table, up to one that vetoes. */
enum hpl_result hpl_hook_run(struct hpl_patch *patch, enum hp_bind_kind kind);

#endif
