/*
 * Initialisers of new variables, which a slim patch brings along.
 */
#ifndef HP_START_H
#define HP_START_H

#include "pass/ir/values.h"

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* On functions that the loader calls: the variable, as a line of flag, size and symbol. */
#define HP_START "hpcc-start"

/*
 * The next function that initialises a new variable which is among those `reached`; it is marked and kept from now
 * on. NULL: there is none left, or, with *failed, after a message.
 */
LLVMValueRef hp_start_next(struct hp_module *module, const struct hp_values *reached, bool *failed);

/*
 * Adds the globals that the unit's initialisers lead to: the base's optimiser may have run them, so that the
 * variables among these start with other values than the source says.
 */
void hp_start_touched(struct hp_module *module, struct hp_values *touched);

#endif
