/*
 * What a variable starts with, here and in the base.
 */
#ifndef HP_CONTENTS_H
#define HP_CONTENTS_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* How the unit's definition of a variable differs from the base's, for a message: "at byte 8"; NULL where it does
 * not, or where nothing is known of the base's. */
const char *hp_contents_differ(struct hp_module *module, LLVMValueRef variable);

/* Whether it is known that both are the same, all that they lead to included: no address of a static or a literal. */
bool hp_contents_same(struct hp_module *module, LLVMValueRef variable);

#endif
