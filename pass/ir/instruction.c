/*
 * The instructions of a function. Decides nothing.
 */
#include "pass/ir/instruction.h"

#include <stddef.h>

/* The first instruction from this block on. */
static LLVMValueRef first_from(LLVMBasicBlockRef block)
{
	LLVMValueRef found = NULL;
	for (; block && !found; block = LLVMGetNextBasicBlock(block))
		found = LLVMGetFirstInstruction(block);
	return found;
}

LLVMValueRef hp_instruction_first(LLVMValueRef function)
{
	return first_from(LLVMGetFirstBasicBlock(function));
}

LLVMValueRef hp_instruction_next(LLVMValueRef instruction)
{
	LLVMValueRef next = LLVMGetNextInstruction(instruction);
	return next ? next : first_from(LLVMGetNextBasicBlock(LLVMGetInstructionParent(instruction)));
}

LLVMValueRef hp_instruction_function(LLVMValueRef instruction)
{
	return LLVMGetBasicBlockParent(LLVMGetInstructionParent(instruction));
}
