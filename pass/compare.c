/*
 * Comparisons with the address of a function: the patch image's functions have addresses of their own, so a pointer
 * that the base image stored is equal to none of them. Only warns; an address through the import table is the same.
 */
#include "internal.h"

struct comparison {
	struct hp_module *module;
	LLVMValueRef function, instruction;
};

static void warn(const struct comparison *comparison, LLVMValueRef callee)
{
	struct hp_module *module = comparison->module;
	struct hp_global *global = hp_classify(module, callee);
	if (LLVMGetDLLStorageClass(callee) == LLVMDLLImportStorageClass || global->noted_in == comparison->function)
		return;
	global->noted_in = comparison->function;
	hp_warning_at(
	    module->diag, hp_debug_place(module, comparison->instruction), HP_WARN_FUNCTION_ADDRESS,
	    "'%s' compares a pointer with the address of '%s', which is another one in the patch image: a "
	    "pointer that the base image stored is never equal; compare in an unlisted function of the base",
	    hp_display_name(module, comparison->function), hp_display_name(module, callee));
}

/* The functions whose addresses a constant is made of. */
static void visit(const struct comparison *comparison, LLVMValueRef constant)
{
	LLVMValueRef base = hp_alias_base(constant);
	if (base && LLVMIsAFunction(base)) {
		warn(comparison, base);
		return;
	}
	int count = LLVMIsAConstant(constant) && !LLVMIsAGlobalValue(constant) ? LLVMGetNumOperands(constant) : 0;
	for (int i = 0; i < count; i++)
		visit(comparison, LLVMGetOperand(constant, (unsigned)i));
}

static bool is_null(LLVMValueRef value)
{
	return LLVMIsAConstant(value) && LLVMIsNull(value);
}

void hp_compare_check(struct hp_module *module, LLVMValueRef function, LLVMValueRef instruction)
{
	struct comparison comparison = {module, function, instruction};
	LLVMValueRef left = NULL, right = NULL;
	if (LLVMIsAICmpInst(instruction)) {
		left = LLVMGetOperand(instruction, 0);
		right = LLVMGetOperand(instruction, 1);
	} else if (LLVMIsAAtomicCmpXchgInst(instruction)) {
		left = LLVMGetOperand(instruction, 1);
	}
	if (left && right && (is_null(left) || is_null(right)))
		return;
	if (left)
		visit(&comparison, left);
	if (right)
		visit(&comparison, right);
}
