/*
 * The instructions of a function in the order of its blocks:
 *
 *     for (LLVMValueRef each = hp_instruction_first(function); each; each = hp_instruction_next(each))
 *
 * Others may be put in front of the present one on the way.
 */
#ifndef HP_INSTRUCTION_H
#define HP_INSTRUCTION_H

#include <llvm-c/Core.h>

/* NULL if the function is only declared. */
LLVMValueRef hp_instruction_first(LLVMValueRef function);

/* NULL behind the function's last one. */
LLVMValueRef hp_instruction_next(LLVMValueRef instruction);

/* The function that an instruction is part of. */
LLVMValueRef hp_instruction_function(LLVMValueRef instruction);

#endif
