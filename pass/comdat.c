/*
 * Inline functions that were rewritten, though they are not listed. Warns where one is left after optimisation that
 * works on the running image's data: each file has a copy of it, and if the base image has none, the linker may take
 * the copy of a file from which no listed function reaches it, which is not rewritten.
 */
#include "internal.h"

static bool is_of_patch(LLVMValueRef function)
{
	return hp_function_is_marked(function) || hp_function_has_text(function, HP_REWRITTEN);
}

/* The first function of the patch that uses this one; NULL if none does. */
static LLVMValueRef user_in_patch(LLVMValueRef value)
{
	for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (!LLVMIsAInstruction(user))
			continue;
		LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(user));
		if (function != value && is_of_patch(function))
			return function;
	}
	return NULL;
}

/* Whether the operand is a ref, or a static function that was rewritten. */
static bool is_rewritten(LLVMValueRef operand)
{
	return hp_is_ref(operand) ||
	       (LLVMIsAFunction(operand) && hp_is_local(operand) && hp_function_has_text(operand, HP_REWRITTEN));
}

/* Whether another copy of the function would do something else. */
static bool differs(LLVMValueRef function)
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
		for (LLVMValueRef instruction = LLVMGetFirstInstruction(block); instruction;
		     instruction = LLVMGetNextInstruction(instruction))
			for (int i = 0; i < LLVMGetNumOperands(instruction); i++)
				if (is_rewritten(LLVMGetOperand(instruction, (unsigned)i)))
					return true;
	return false;
}

static bool is_inline(LLVMValueRef function)
{
	LLVMLinkage linkage = LLVMGetLinkage(function);
	return linkage == LLVMLinkOnceODRLinkage || linkage == LLVMLinkOnceAnyLinkage ||
	       linkage == LLVMWeakODRLinkage || linkage == LLVMWeakAnyLinkage;
}

void hp_comdat_check(struct hp_module *module)
{
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function)) {
		if (!hp_function_has_text(function, HP_REWRITTEN) || !is_inline(function) || !differs(function))
			continue;
		LLVMValueRef user = user_in_patch(function);
		if (user)
			hp_warning_at(
			    module->diag, hp_debug_place(module, function), HP_WARN_COMDAT,
			    "'%s' uses the inline function '%s', which is not listed: if the base image has "
			    "none, the linker may take another file's copy, which uses the patch's own data; "
			    "list it, too",
			    hp_display_name(module, user), hp_display_name(module, function));
	}
}
