/*
 * What the listed functions can reach.
 */
#ifndef HP_REACH_H
#define HP_REACH_H

#include <stdbool.h>

struct hp_module;

/* Appends to the work list all that the listed functions can reach. False after a message. */
bool hp_reach(struct hp_module *module);

#endif
