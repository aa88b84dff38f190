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
/*
 * Whether the unit asks if a pointer is the address of the constant or function: then its value is the running
 * image's. The source is asked: all that it compares has its ref when the rewrite is over, and what the optimiser
 * makes of the code compares nothing else.
 */
bool hp_compare_decides(struct hp_module *module, LLVMValueRef value);
/* The same of a function: not of an imported one. */
bool hp_compare_decides_function(struct hp_module *module, LLVMValueRef function);
/* Whether the instruction, which uses the constant, asks that of a pointer from elsewhere. */
bool hp_compare_is_question(struct hp_module *module, LLVMValueRef instruction, LLVMValueRef constant);

#endif
