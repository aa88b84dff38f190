/*
 * Whether the original's objects are those of the base build: made by another compiler, from other sources or with
 * other options they would tell nothing of the shipped image.
 */
#ifndef HP_DIFF_DRIFT_H
#define HP_DIFF_DRIFT_H

#include "diff/object.h"

struct hp_arena;
struct hp_findings;

/* Compares the functions of a unit's original object with the base build's. What differs is a finding. */
void hp_drift_check(struct hp_arena *arena, struct hp_findings *findings, const char *source,
                    const struct hp_object *original, const struct hp_object *base);

#endif
