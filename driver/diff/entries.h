/*
 * Which functions to list, so that a patch has all that a fix changes: those that differ, and the callers of those
 * that only the compiler knows how to call.
 */
#ifndef HP_DIFF_ENTRIES_H
#define HP_DIFF_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <uthash.h>

struct hp_arena;
struct hp_base;
struct hp_comparison;

/* A function to list. */
struct hp_entry_reason {
	UT_hash_handle hh;
	const char *name;   /* key: the object's symbol */
	const char *reason; /* for people */
	const char *source; /* of the unit that has it */
	bool external;
	struct hp_entry_reason *next; /* of those that the image lacks */
};

struct hp_diff_entries {
	struct hp_arena *arena;
	struct hp_entry_reason *by_name; /* in the order of being added */
	struct hp_entry_reason *absent;  /* taken out by hp_entries_keep */
};

/* Adds what one unit's comparison asks for. */
void hp_entries_add(struct hp_diff_entries *entries, const struct hp_comparison *comparison);

/* Takes out what the described image does not have, because nothing there calls it: there is nothing to patch. False
 * after a report. */
bool hp_entries_keep(struct hp_diff_entries *entries, struct hp_base *base);
void hp_entries_free(struct hp_diff_entries *entries);

#endif
