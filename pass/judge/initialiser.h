/*
 * What constants hold, and what their addresses lead to.
 */
#ifndef HP_INITIALISER_H
#define HP_INITIALISER_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* Whether the constant itself, other globals not entered, holds the address of a label. NULL holds none. */
bool hp_initialiser_holds_label(LLVMValueRef constant);

/* Whether the definition of another file, which the base image may have, takes the place of this one. */
bool hp_initialiser_may_be_replaced(LLVMValueRef value);

/* Whether the base's constant may have other contents, or stands for more than its contents. */
bool hp_initialiser_is_unknown(LLVMValueRef constant);

/* Whether a constant's initialiser leads to data that the running image may change. */
bool hp_initialiser_leads_to_mutable(struct hp_module *module, LLVMValueRef variable);

#endif
