/*
 * Debug records of what the pass adds, and the places of what is there.
 */
#ifndef HP_DEBUG_H
#define HP_DEBUG_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* Describes a new ref variable to the debugger, if the unit has debug information. */
void hp_debug_describe_ref(struct hp_module *module, LLVMValueRef ref, LLVMValueRef target);
/* Adds the variables of new refs to the unit's list of globals. */
void hp_debug_flush(struct hp_module *module);
/* Gives a listed function without DISubprogram one, so that its record can be written. */
void hp_debug_describe_function(struct hp_module *module, LLVMValueRef function);
/* `file:line:column` of an instruction or `file:line` of a function, NULL if the unit does not say. */
const char *hp_debug_place(struct hp_module *module, LLVMValueRef value);
/* What encloses a lexical block; NULL if nothing does. */
LLVMMetadataRef hp_debug_parent_scope(struct hp_module *module, LLVMMetadataRef block);
/* Whether the unit has CodeView information. */
bool hp_debug_has_codeview(struct hp_module *module);

#endif
