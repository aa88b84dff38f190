/*
 * Which of the user's arguments a run of clang does without.
 */
#ifndef HP_DROP_H
#define HP_DROP_H

#include "cmdline/options.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_invocation;

/* Kinds of runs of clang, as bits. */
enum hp_run {
	HP_RUN_BITCODE = 1,  /* source to unoptimised bitcode */
	HP_RUN_OPTIMISE = 2, /* rewritten to optimised bitcode */
	HP_RUN_OBJECT = 4,   /* clang alone, an object of a compile-and-link call */
	HP_RUN_LINK = 8,
	HP_RUN_ALONE = 16,   /* clang alone on one of the inputs */
	HP_RUN_MESSAGES = 32 /* likewise, for its messages alone */
};

/* Flags of the elements of argv that are left out: what is for hpcc alone, and what the runs, bits of enum hp_run, do
 * without (0: nothing). In the invocation's arena. */
bool *hp_drop_for(const struct hp_invocation *inv, unsigned runs);

/* Drops the options with this id, too. */
void hp_drop_id(const struct hp_invocation *inv, bool *drop, enum hp_option_id id);

/* Drops the inputs except one; `keep` may be input_count. `linked`: those for the linker stay, too. */
void hp_drop_inputs(const struct hp_invocation *inv, bool *drop, size_t keep, bool linked);

#endif
