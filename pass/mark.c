/*
 * What a listed function carries beside its redirections: the marking from which LLVM writes its record, the
 * prologue, and, if it could vanish, an order to keep it. Decides nothing about its code.
 */
#include "base/arena.h"
#include "internal.h"

/* Whether every use is a direct call, so that an optimiser may change parameters and calling convention. */
static bool only_called(LLVMValueRef function)
{
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		bool call = LLVMIsACallInst(user) || LLVMIsAInvokeInst(user);
		if (!call || LLVMGetCalledValue(user) != function)
			return false;
	}
	return true;
}

/* Whether an optimiser may drop the function once its calls are inlined. */
static bool is_discardable(LLVMValueRef function)
{
	LLVMLinkage linkage = LLVMGetLinkage(function);
	return hp_is_local(function) || linkage == LLVMLinkOnceAnyLinkage || linkage == LLVMLinkOnceODRLinkage;
}

/* -fpatchable-function-entry=1 puts a nop of one byte where the two bytes for a short jump would be. */
static void check_prologue(struct hp_module *module, LLVMValueRef function)
{
	static const char kind[] = "patchable-function-entry";
	LLVMAttributeRef nops = LLVMGetStringAttributeAtIndex(
	    function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, kind, sizeof kind - 1);
	unsigned length = 0;
	const char *count = nops ? LLVMGetStringAttributeValue(nops, &length) : NULL;
	if (length == 1 && *count == '1' && !hp_module_is_arm64(module))
		hp_warning_at(module->diag, hp_debug_place(module, function), HP_WARN_NO_PROLOGUE,
		              "'%s' starts with a nop of one byte, too short to be patched: take its "
		              "'patchable_function_entry' back, or ask for two nops",
		              hp_display_name(module, function));
}

void hp_mark(struct hp_module *module)
{
	size_t count = 0;
	LLVMValueRef *kept =
	    hp_arena_calloc(module->arena, module->facts->kind[HP_FACT_SELECTED].count + 1, sizeof *kept);
	for (struct hp_function *function = module->first; function; function = function->next) {
		if (!function->entry)
			continue;
		LLVMAttributeRef mark =
		    LLVMCreateStringAttribute(module->context, HP_MARK, sizeof HP_MARK - 1, "", 0);
		LLVMAddAttributeAtIndex(function->value, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, mark);
		check_prologue(module, function->value);
		if (!is_discardable(function->value))
			continue;
		if (hp_is_local(function->value) && only_called(function->value))
			hp_warning_at(
			    module->diag, hp_debug_place(module, function->value), HP_WARN_ABI,
			    "static function '%s' may have other parameters in the base image, or be inlined "
			    "and gone "
			    "there: compare before patching it, or list its callers too",
			    hp_display_name(module, function->value));
		kept[count++] = function->value;
	}
	if (count)
		hp_shim_compiler_used(module->module, kept, count);
}

void hp_module_add_prologues(struct hp_module *module)
{
	static const char kind[] = "patchable-function", value[] = "prologue-short-redirect";
	if (hp_module_is_arm64(module)) /* every instruction there is long enough, and LLVM has no such prologue */
		return;
	LLVMAttributeRef attribute =
	    LLVMCreateStringAttribute(module->context, kind, sizeof kind - 1, value, sizeof value - 1);
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function))
		if (!LLVMIsDeclaration(function) && !hp_outlined_is_bare(hp_value_name(function)))
			LLVMAddAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, attribute);
}
