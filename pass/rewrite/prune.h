/*
 * What a slim patch leaves to the base.
 */
#ifndef HP_PRUNE_H
#define HP_PRUNE_H

#include <stdbool.h>

struct hp_module;

/* A listed function takes the place of the base's, which has to be there, alone, and with room for a jump; says where
 * it is not. To be called before functions are marked. */
void hp_prune_list(struct hp_module *module);

/*
 * Takes out what the base has and what nothing of the patch reaches: bodies, initial values, initialisers, exports.
 * To be called once listed and reached functions are known and marked, before they are rewritten. False after a
 * message.
 */
bool hp_prune(struct hp_module *module);

#endif
