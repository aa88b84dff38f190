/*
 * A function of the base that a patch enters.
 */
#ifndef HPL_ENTRY_H
#define HPL_ENTRY_H

#include "loader/state.h"

struct hpl_entry {
	struct hpl_record record;
	uint64_t function;             /* of the base */
	uint64_t stub;                 /* 0: the jump needs none */
	struct hpl_jump before, after; /* what is there, and what a patch writes */
};

/* Fills in the sizes. HPL_NO_PATCH if the room is too small. */
enum hpl_result hpl_entry_open(struct hpl_patch *patch, struct hpl_entry *entry);

/* Reads what is there, and whether it is the file's or an applied patch's. */
enum hpl_result hpl_entry_check(struct hpl_patch *patch, struct hpl_entry *entry);

/* Whether the function leads into this patch. */
enum hpl_result hpl_entry_check_own(struct hpl_patch *patch, struct hpl_entry *entry);

/* Where the jump that was found there leads, behind a stub; 0: there is none of a loader's. */
uint64_t hpl_entry_leads_to(const struct hpl_patch *patch, const struct hpl_entry *entry);

/* Fills in `after`; the stub's address is known. */
void hpl_entry_encode(const struct hpl_patch *patch, struct hpl_entry *entry);

/* Notes what is there in the record, for an undo by any loader; takes it from there. */
bool hpl_entry_keep(const struct hpl_patch *patch, struct hpl_entry *entry);
void hpl_entry_recall(const struct hpl_patch *patch, struct hpl_entry *entry);

/* Writes one or the other: a jump's far end first, the function's first bytes last; back the other way round. */
bool hpl_entry_enter(const struct hpl_patch *patch, const struct hpl_entry *entry);
bool hpl_entry_leave(const struct hpl_patch *patch, const struct hpl_entry *entry);

/* Sets the reason: what is wrong with which function. Returns `result`. */
enum hpl_result hpl_entry_refuse(struct hpl_patch *patch, const struct hpl_entry *entry, enum hpl_result result,
                                 const char *why);

#endif
