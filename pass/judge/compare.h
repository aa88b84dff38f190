/*
 * Comparisons of addresses for equality.
 */
#ifndef HP_COMPARE_H
#define HP_COMPARE_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* Whether the unit asks if a pointer is the address of a constant or function, itself or read from a table. The first
 * answer holds: rewriting takes uses away. */
bool hp_compare_asks(struct hp_module *module, LLVMValueRef constant);
/* Whether the instruction, which uses the constant, asks that of a pointer from elsewhere. */
bool hp_compare_is_question(struct hp_module *module, LLVMValueRef instruction, LLVMValueRef constant);

#endif
