/*
 * Works out how to apply a patch: finds the twin in the base image of everything in the patch image that must not
 * have a life of its own there.
 */
#ifndef MATCH_H
#define MATCH_H

#include "manifest.h"
#include "map.h"
#include "plan.h"

struct match_image {
	struct pe pe;
	struct map map;
};

/*
 * Fills *plan. False, with the reason on stderr, where the patch cannot be applied: a ref without a twin, a function
 * without pad or with a first instruction too short to become a jump, images and maps that do not belong together.
 */
bool match(const struct match_image *base, const struct match_image *patch, const struct manifest *manifest,
           struct plan *plan);

#endif
