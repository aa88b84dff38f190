/*
 * Where threads must not be while functions change.
 */
#ifndef HPL_CONSISTENCY_H
#define HPL_CONSISTENCY_H

#include "loader/entry.h"
#include "loader/unwind.h"

struct hpl_range {
	uint64_t start, end;
	const struct hpl_record *function; /* whose code it is; NULL: of the whole patch image */
};

struct hpl_watch {
	const struct hpl_patch *patches;
	size_t patch_count;
	struct hpl_unwinder unwinder; /* for whole stacks, and the ranges too */
	struct hpl_range *ranges;
	size_t count;
	uint64_t low, high; /* all ranges lie between */
	bool enters;
	const struct hpl_range *found; /* what the last busy thread is in; NULL: between two jumps */
};

/* Prepares for entering or leaving the functions of patches, as the first one's rules say. False if there is no
 * memory. hpl_watch_close releases, also after a failure. */
bool hpl_watch_open(struct hpl_watch *watch, const struct hpl_patch *patches, size_t count, bool enters);
void hpl_watch_close(struct hpl_watch *watch);

/* Whether threads have to be stopped at all. */
bool hpl_watch_stops(const struct hpl_watch *watch);

/* Whether a stopped thread must go on first: hpl_busy, `context` is the watch. */
bool hpl_watch_is_busy(void *context, const struct hpl_registers *registers);

/* Sets the reason: which thread is where. Returns HPL_BUSY. */
enum hpl_result hpl_watch_refuse(const struct hpl_watch *watch, struct hpl_patch *patch, uint64_t thread);

#endif
