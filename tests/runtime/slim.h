/*
 * The plan of a slim patch: what its bind table says, once hpcc-link has filled it in.
 */
#ifndef SLIM_H
#define SLIM_H

#include "plan.h"

struct hp_pe;

/* False, with the reason on stderr, if the image has no bind table that can be carried out. */
bool slim_plan(const struct hp_pe *base, const struct hp_pe *patch, struct plan *plan);

#endif
