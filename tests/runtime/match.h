/*
 * Works out how to apply a patch: finds the twin in the base image of everything in the patch image that must not
 * have a life of its own there.
 */
#ifndef MATCH_H
#define MATCH_H

#include "image.h"
#include "manifest.h"
#include "plan.h"

/*
 * Fills *plan. False, with the reason on stderr, where the patch cannot be applied: a ref without a twin, or with one
 * that is too short or a constant with other contents, a function without pad or with a first instruction too short
 * to become a jump, images and maps that do not belong together.
 */
bool match(const struct image *base, const struct image *patch, const struct manifest *manifest, struct plan *plan);

#endif
