/*
 * Whose a global is, in a slim patch: the base's, or the patch's own.
 */
#ifndef HP_OWNER_H
#define HP_OWNER_H

#include "pass/hotpatch.h"

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* Whether the base has what the global names; false where the patch is complete. Asks once for each global. */
bool hp_owner_is_base(struct hp_module *module, LLVMValueRef global);

/* The same for a symbol that the unit has not: "_tls_index", "__imp_" and a name. */
bool hp_owner_has(struct hp_module *module, const char *symbol, struct hp_slim_symbol *found);

/* Says, where a global of the base is used, what does not fit: another kind or size, several of the name. False then.
 */
bool hp_owner_check(struct hp_module *module, LLVMValueRef global);

/* Compares what a variable of the base starts with here, before its definition goes; hp_owner_check says it. */
void hp_owner_compare(struct hp_module *module, LLVMValueRef variable);

/* What is known of a global of the base; NULL if it is the patch's own. */
const struct hp_slim_symbol *hp_owner_symbol(struct hp_module *module, LLVMValueRef global);

/* The bytes that the unit's definition of a variable has, also after it has been dropped; 0: the unit has none. */
uint64_t hp_owner_size(struct hp_module *module, LLVMValueRef global);

/* A global's name as the object file spells it; in the module's arena. */
const char *hp_owner_spelling(struct hp_module *module, LLVMValueRef global);

/* The base's name for the global, or its spelling where the base has no other. */
const char *hp_owner_name(struct hp_module *module, LLVMValueRef global);

/* Whether the global is static, or was until its definition was dropped. */
bool hp_owner_is_static(LLVMValueRef global);

/* Whether a variable is a record of a hook (loader/hpcc_patch.h), which is the patch's own though nothing names it.
 */
bool hp_owner_is_hook(LLVMValueRef variable);

#endif
