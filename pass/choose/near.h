/*
 * What is probably meant by entries without a function.
 */
#ifndef HP_NEAR_H
#define HP_NEAR_H

#include "pass/choose/names.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_near_candidate;
struct hp_near_folded;
struct hp_near_set {
	struct hp_near_candidate *items; /* by length */
	size_t count, capacity;
	struct hp_near_folded *folded;
	bool filled;
};
struct hp_near {
	struct hp_names *names;
	struct hp_names declared;         /* not before there is something to suggest */
	struct hp_near_set plain, source; /* the same */
	size_t steps;
};

void hp_near_init(struct hp_near *near, struct hp_names *names);
void hp_near_fini(struct hp_near *near);

/* A spelling of an unlisted function that is close to the entry, or NULL. Ask after all entries were matched. */
const char *hp_near_find(struct hp_near *near, const char *entry);

#endif
