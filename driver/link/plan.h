/*
 * The plan: what a patch image's bind table says of the base.
 */
#ifndef HP_LINK_PLAN_H
#define HP_LINK_PLAN_H

#include <stdbool.h>

struct hp_arena;
struct hp_base;
struct hp_diag;
struct hp_pe;

/* Fills in the plan of an image in memory. False after a report of the first record that the base has nothing for. */
bool hp_link_plan(struct hp_arena *arena, struct hp_diag *diag, struct hp_base *base, const struct hp_pe *image);

#endif
