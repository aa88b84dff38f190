/*
 * The rewrite after optimisation, for slim patches.
 */
#ifndef HP_REWRITE_H
#define HP_REWRITE_H

#include <stdbool.h>

struct hp_module;

/* In every function that is left: what the base has goes through slots, functions, too. False after a message. */
bool hp_rewrite_late(struct hp_module *module);

#endif
