/*
 * The base description, as the pass asks it.
 */
#ifndef HP_BASE_LOOKUP_H
#define HP_BASE_LOOKUP_H

#include "pass/hotpatch.h"

#include <stdbool.h>

struct hp_arena;
struct hp_base;
struct hp_diag;

struct hp_base_lookup {
	struct hp_slim slim; /* for hp_module_slim; its `self` is this */
	struct hp_arena *arena;
	struct hp_diag *diag;
	struct hp_base *base;
};

/*
 * Opens the description at `path` for the unit whose object the base calls `module` (NULL: nobody said). False after
 * a report. hp_base_lookup_close releases it; the struct must not move meanwhile.
 */
bool hp_base_lookup_open(struct hp_base_lookup *lookup, struct hp_arena *arena, struct hp_diag *diag,
                         const char *path, const char *module);

void hp_base_lookup_close(struct hp_base_lookup *lookup);

/* Whether the description is of an image for the module's processor; reports if not. */
bool hp_base_lookup_fits(struct hp_base_lookup *lookup, const char *triple);

#endif
