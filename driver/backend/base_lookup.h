/*
 * The base description, as the pass asks it.
 */
#ifndef HP_BASE_LOOKUP_H
#define HP_BASE_LOOKUP_H

#include "pass/hotpatch.h"

#include <stdbool.h>
#include <stdint.h>

struct hp_arena;
struct hp_base;
struct hp_diag;

struct hp_base_lookup {
	struct hp_slim slim; /* for hp_module_slim; its `self` is this */
	struct hp_arena *arena;
	struct hp_diag *diag;
	struct hp_base *base;
	int64_t module; /* the unit's, for hp_base_find_in */
};

/*
 * Opens the description at `path` for a unit. False after a report. hp_base_lookup_close releases it; the struct must
 * not move meanwhile.
 */
bool hp_base_lookup_open(struct hp_base_lookup *lookup, struct hp_arena *arena, struct hp_diag *diag,
                         const char *path);

/*
 * Says whose statics are the unit's: `module` is what the base calls the unit's object, "none" for a file that the
 * base does not have. NULL: the object that was compiled from `source`, an absolute path; where the base knows none
 * of that path, statics that some object has are not clear. False after a report: the base has no such object.
 */
bool hp_base_lookup_module(struct hp_base_lookup *lookup, const char *module, const char *source);

void hp_base_lookup_close(struct hp_base_lookup *lookup);

/* Whether the description is of an image for the module's processor; reports if not. */
bool hp_base_lookup_fits(struct hp_base_lookup *lookup, const char *triple);

#endif
