/*
 * What the listed functions can reach.
 */
#ifndef HP_REACH_H
#define HP_REACH_H

struct hp_module;

/* Appends to the work list all that the listed functions can reach. */
void hp_reach(struct hp_module *module);

#endif
