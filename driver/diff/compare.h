/*
 * Two versions of one object, compared: functions by their code and what it refers to, constants by their contents,
 * variables by what they begin with.
 */
#ifndef HP_DIFF_COMPARE_H
#define HP_DIFF_COMPARE_H

#include "diff/object.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_findings;

/* What has become of a function. */
enum hp_change { HP_CHANGE_NONE, HP_CHANGE_CHANGED, HP_CHANGE_NEW, HP_CHANGE_REMOVED };

struct hp_function_change {
	enum hp_change change;
	const char *reason;                       /* of a changed one, for people */
	const struct hp_atom *original, *patched; /* NULL: not there */
	uint32_t offset; /* of a changed one: the first byte that differs, or whose address does */
};

struct hp_comparison {
	const char *source; /* of the unit, for people */
	const struct hp_object *original, *patched;
	struct hp_function_change
	    *functions; /* for each atom of `patched`, by its index; the others have no change */
	struct hp_function_change *removed;
	size_t removed_count;
};

/* Compares; findings about data are added. Everything is in the arena. */
void hp_compare(struct hp_comparison *comparison, struct hp_arena *arena, struct hp_findings *findings);

#endif
