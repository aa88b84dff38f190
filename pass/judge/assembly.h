/*
 * Which globals the text of inline assembly names.
 */
#ifndef HP_ASSEMBLY_H
#define HP_ASSEMBLY_H

#include <llvm-c/Core.h>

struct hp_module;

/* Calls `visit` for each data global that should not be touched directly and is named by the text of a
 * call of inline assembly. */
void hp_assembly_visit(struct hp_module *module, LLVMValueRef instruction,
                       void (*visit)(void *self, LLVMValueRef global), void *self);

#endif
