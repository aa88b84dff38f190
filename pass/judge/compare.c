/*
 * Comparisons of addresses for equality. Decides whether a unit asks if a pointer is the address of a constant or a
 * function: the patch image's has one of its own, which is equal to none that the base image stored. The end of a
 * table that a loop runs to is no such question: the patch's table may have another length.
 */
#include "pass/judge/compare.h"

#include "pass/flow/flow.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"

#include <llvm-c/Core.h>

bool hp_compare_is_question(struct hp_module *module, LLVMValueRef instruction, LLVMValueRef constant)
{
	if (LLVMIsAAtomicCmpXchgInst(instruction))
		return LLVMGetOperand(instruction, 1) == constant;
	if (!LLVMIsAICmpInst(instruction) ||
	    (LLVMGetICmpPredicate(instruction) != LLVMIntEQ && LLVMGetICmpPredicate(instruction) != LLVMIntNE))
		return false;
	LLVMValueRef other = LLVMGetOperand(instruction, LLVMGetOperand(instruction, 0) == constant);
	struct hp_flow *flow = hp_flow_get(module);
	return hp_flow_is_compared(flow, constant) && hp_flow_is_from_elsewhere(flow, other);
}

bool hp_compare_asks(struct hp_module *module, LLVMValueRef constant)
{
	const bool *known = hp_answer_find(&module->compared, constant);
	bool is_private = LLVMGetLinkage(constant) == LLVMPrivateLinkage;
	if (known)
		return *known;
	struct hp_flow *flow = hp_flow_get(module);
	/* A compiler-made table is no twin's. */
	bool yes = (!is_private && hp_flow_is_compared(flow, constant)) ||
	           hp_flow_is_compared_by_table(flow, constant, is_private);
	return hp_answer_add(&module->compared, constant, yes);
}

bool hp_compare_decides(struct hp_module *module, LLVMValueRef value)
{
	return !module->rewritten && hp_compare_asks(module, value);
}

bool hp_compare_decides_function(struct hp_module *module, LLVMValueRef function)
{
	return LLVMGetDLLStorageClass(function) != LLVMDLLImportStorageClass && hp_compare_decides(module, function);
}
