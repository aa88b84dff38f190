/*
 * What constants and operands hold.
 */
#ifndef HP_SCAN_H
#define HP_SCAN_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* Whether the constant must become instructions. */
bool hp_constant_needed(struct hp_module *module, LLVMValueRef constant);
/* Calls `visit` for each global in the constant's tree, once per occurrence, initialisers not entered. */
void hp_constant_visit(LLVMValueRef constant, void (*visit)(void *self, LLVMValueRef global), void *self);
/* Whether operand `index` of the instruction must stay a constant whatever it holds; *reason then says why and
 * *warning names a group or is -1. */
bool hp_operand_fixed(struct hp_module *module, LLVMValueRef instruction, unsigned index, const char **reason,
                      int *warning);

#endif
