/*
 * What a listed function carries beside its redirections: the marking from which LLVM writes its S_HOTPATCHFUNC
 * record, the prologue, and, if it could vanish, an order to keep it. Of its code it changes the
 * calling convention of x86's statics alone.
 */
#include "pass/rewrite/mark.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/text.h"
#include "pass/ir/clang_made.h"
#include "pass/ir/debug.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <string.h>

/* Whether a call uses the function as its callee alone. */
static bool only_calls(LLVMValueRef user, LLVMValueRef function)
{
	if ((!LLVMIsACallInst(user) && !LLVMIsAInvokeInst(user)) || LLVMGetCalledValue(user) != function)
		return false;
	for (unsigned i = 0; i < LLVMGetNumArgOperands(user); i++)
		if (LLVMGetOperand(user, i) == function)
			return false;
	return true;
}

/* Whether every use is a direct call, so that an optimiser may change parameters and calling convention. */
static bool only_called(LLVMValueRef function)
{
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use))
		if (!only_calls(LLVMGetUser(use), function))
			return false;
	return true;
}

static bool is_musttail(LLVMValueRef instruction)
{
	return instruction && LLVMIsACallInst(instruction) &&
	       LLVMGetTailCallKind(instruction) == LLVMTailCallKindMustTail;
}

static bool has_musttail(LLVMValueRef function)
{
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use))
		if (is_musttail(LLVMGetUser(use)))
			return true;
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block;
	     block = LLVMGetNextBasicBlock(block)) {
		LLVMValueRef end = LLVMGetBasicBlockTerminator(block);
		if (is_musttail(LLVMGetPreviousInstruction(end)))
			return true;
	}
	return false;
}

static bool has_parameter_attribute(LLVMValueRef function, const char *name)
{
	unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
	for (unsigned i = 1; i <= LLVMCountParams(function); i++)
		if (LLVMGetEnumAttributeAtIndex(function, i, kind))
			return true;
	return false;
}

/*
 * A static function that is only called gets LLVM's own calling convention in the base's optimiser, which on x86
 * passes arguments in registers; the same name with the C convention would take them from the stack. Elsewhere the
 * two agree. Source: LLVM's GlobalOpt.cpp, hasChangeableCC.
 */
static void match_convention(LLVMValueRef function)
{
	unsigned convention = LLVMGetFunctionCallConv(function);
	if (!LLVMGetFirstUse(function) || (convention != LLVMCCallConv && convention != LLVMX86ThisCallCallConv) ||
	    LLVMIsFunctionVarArg(LLVMGlobalGetValueType(function)) || hp_function_has(function, "optnone") ||
	    hp_function_has(function, "naked") || has_musttail(function) ||
	    has_parameter_attribute(function, "inalloca") || has_parameter_attribute(function, "preallocated"))
		return;
	LLVMSetFunctionCallConv(function, LLVMFastCallConv);
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use))
		LLVMSetInstructionCallConv(LLVMGetUser(use), LLVMFastCallConv);
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
	if (module->target.prologue != HP_PROLOGUE_SHORT_JUMP)
		return;
	if (hp_clang_made_helper(hp_value_name(function)))
		hp_warning_at(module->diag, hp_debug_place(module, function), HP_WARN_NO_PROLOGUE,
		              "clang makes '%s' without a patchable prologue: take it out of the list",
		              hp_display_name(module, function));
	else if (length == 1 && *count == '1')
		hp_warning_at(module->diag, hp_debug_place(module, function), HP_WARN_NO_PROLOGUE,
		              "'%s' starts with a nop of one byte, too short to be patched: take its "
		              "'patchable_function_entry' back, or ask for two nops",
		              hp_display_name(module, function));
}

/* A caller that is not listed: what it passes is the base's. NULL: there is none, so that the patch alone calls. */
static LLVMValueRef unlisted_caller(struct hp_module *module, LLVMValueRef function)
{
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef caller = LLVMGetBasicBlockParent(LLVMGetInstructionParent(LLVMGetUser(use)));
		const struct hp_function *known = hp_function_find(module, caller);
		if (!known || !known->entry)
			return caller;
	}
	return NULL;
}

/* Whether an image is entered there, once: nobody can patch it. */
static bool is_start(const char *name)
{
	static const char *const starts[] = {"main", "wmain", "WinMain", "wWinMain", "DllMain"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strcmp(name, starts[i]) == 0)
			return true;
	return false;
}

/* Parts that clang makes are called by what they are parts of, and neither entered nor left alone. */
static void check_convention(struct hp_module *module, const struct hp_function *function)
{
	LLVMValueRef caller = unlisted_caller(module, function->value);
	if (!caller || hp_starts_with(function->entry, "part of "))
		return;
	const char *name = hp_display_name(module, caller);
	const char *advice = is_start(hp_value_name(caller)) || hp_starts_with(hp_value_name(caller), "_GLOBAL__")
	                         ? ""
	                         : hp_arena_printf(module->arena, ", or list its callers too ('%s' is not)", name);
	hp_warning_at(module->diag, hp_debug_place(module, function->value), HP_WARN_ABI,
	              "static function '%s' may have other parameters in the base image, or be inlined and gone "
	              "there: compare before patching it%s",
	              hp_display_name(module, function->value), advice);
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
		if (hp_is_local(function->value) && only_called(function->value)) {
			if (module->target.arch == HP_ARCH_X86)
				match_convention(function->value);
			check_convention(module, function);
		}
		kept[count++] = function->value;
	}
	if (count)
		hp_shim_compiler_used(module->module, kept, count);
}

/* `bare`: also to functions that clang's hot-patchable prologues leave out. */
static void add_to_all(struct hp_module *module, const char *kind, const char *value, bool bare)
{
	LLVMAttributeRef attribute =
	    LLVMCreateStringAttribute(module->context, kind, (unsigned)strlen(kind), value, (unsigned)strlen(value));
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function))
		if (!LLVMIsDeclaration(function) && (bare || !hp_clang_made_bare(hp_value_name(function))))
			LLVMAddAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, attribute);
}

void hp_module_add_prologues(struct hp_module *module)
{
	if (module->target.prologue == HP_PROLOGUE_SHORT_JUMP)
		add_to_all(module, "patchable-function", "prologue-short-redirect", false);
	if (module->target.prologue != HP_PROLOGUE_LANDING)
		return;
	add_to_all(module, "branch-target-enforcement", "", true);
	hp_shim_set_flag(module->module, "branch-target-enforcement", 1); /* for those that the optimiser makes */
}
