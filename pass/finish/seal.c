/*
 * After optimisation: proves that no function of the patch still reaches a mutable global, marked or not, then tells
 * LLVM's own pass that every access left in marked ones is meant. What it finds is reported; the modules that it
 * calls first, reload and comdat, change code.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "pass/finish/comdat.h"
#include "pass/finish/coroutine.h"
#include "pass/finish/data.h"
#include "pass/finish/inlined.h"
#include "pass/finish/reload.h"
#include "pass/ir/debug.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/address.h"
#include "pass/judge/classify.h"
#include "pass/judge/scan.h"

#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>

struct seal {
	struct hp_module *module;
	struct hp_values seen; /* constants whose operands have been sealed */
	LLVMValueRef function;
	bool is_marked;
	LLVMValueRef instruction;
	unsigned index;
};

/* The name of the global that a ref points to. */
static const char *ref_target(LLVMValueRef ref)
{
	return hp_value_name(ref) + sizeof HP_REF_PREFIX - 1;
}

/* Functions are address.c's. */
static void visit(void *self, LLVMValueRef value)
{
	struct seal *seal = self;
	if (LLVMIsAFunction(value))
		return;
	struct hp_global *global = hp_classify(seal->module, value);
	const char *reason;
	int warning;
	if (seal->is_marked && global->noted_in != seal->function && hp_is_ref(value)) {
		global->noted_in = seal->function;
		hp_facts_add(seal->module->facts, HP_FACT_USE,
		             &(struct hp_fact){
		                 .use = {hp_value_name(seal->function), hp_value_name(value), ref_target(value)}});
	}
	if (global->treatment != HP_DIRECT && global->noted_in != seal->function &&
	    !hp_operand_fixed(seal->module, seal->instruction, seal->index, &reason, &warning)) {
		const char *name = hp_value_name(value);
		global->noted_in = seal->function;
		hp_facts_add(seal->module->facts, HP_FACT_RESIDUAL,
		             &(struct hp_fact){.residual = {hp_value_name(seal->function), *name ? name : "(unnamed)",
		                                            "after optimisation"}});
		hp_warning(seal->module->diag, HP_WARN_CONST_DATA,
		           "'%s' still reaches '%s' directly after optimisation: the copy in the patch image is used",
		           hp_display_name(seal->module, seal->function), hp_display_name(seal->module, value));
	}
}

/*
 * Gives the direct-access attribute to all variables that LLVM's pass would look at: it follows every operand of a
 * constant, also the prefix data of functions, but no initialisers.
 * Source: LLVM's WindowsSecureHotPatching.cpp, version 22.
 */
static void allow(struct seal *seal, LLVMValueRef value)
{
	if (LLVMIsAGlobalVariable(value)) {
		if (!hp_shim_global_has_attribute(value, HP_ALLOW_DIRECT))
			hp_shim_global_add_attribute(value, HP_ALLOW_DIRECT);
		return;
	}
	int count = LLVMIsAConstant(value) ? LLVMGetNumOperands(value) : 0;
	if (!count || !hp_values_add(&seal->seen, value, NULL))
		return;
	for (int i = 0; i < count; i++)
		allow(seal, LLVMGetOperand(value, (unsigned)i));
}

static void seal_function(struct seal *seal)
{
	for (seal->instruction = hp_instruction_first(seal->function); seal->instruction;
	     seal->instruction = hp_instruction_next(seal->instruction)) {
		hp_address_check(seal->module, seal->function, seal->instruction);
		int count = LLVMGetNumOperands(seal->instruction);
		for (int i = 0; i < count; i++) {
			LLVMValueRef operand = LLVMGetOperand(seal->instruction, (unsigned)i);
			seal->index = (unsigned)i;
			if (!LLVMIsAConstant(operand))
				continue;
			hp_constant_visit(operand, visit, seal);
			if (seal->is_marked)
				allow(seal, operand);
		}
	}
}

/*
 * Whether a function that was rewritten, though it is not listed, runs in the patch image. A global one of C or C++
 * that is not inline does not: it leaves for the base's.
 */
static bool stays(LLVMValueRef function)
{
	return hp_function_has_text(function, HP_REWRITTEN) && LLVMGetLinkage(function) != LLVMExternalLinkage;
}

static void note_marked(struct hp_module *module, LLVMValueRef function)
{
	char *symbol = hp_shim_symbol(function);
	hp_facts_add(module->facts, HP_FACT_MARKED,
	             &(struct hp_fact){.marked = {hp_value_name(function), symbol ? symbol : ""}});
	free(symbol);
}

void hp_module_seal(struct hp_module *module)
{
	hp_module_forget(module);
	bool codeview = hp_debug_has_codeview(module), any = false;
	struct seal seal = {.module = module};
	hp_values_init(&seal.seen, module->arena);
	hp_comdat_resolve(module);
	if (!module->slim)
		hp_data_note(module); /* else the bind table says it */
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function)) {
		if (module->target.arch == HP_ARCH_ARM64)
			hp_reload(module, function);
		seal.function = function;
		seal.is_marked = hp_function_is_marked(function);
		if (seal.is_marked || stays(function))
			seal_function(&seal);
		LLVMRemoveStringAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
		                                 HP_REWRITTEN, sizeof HP_REWRITTEN - 1);
		if (!seal.is_marked)
			continue;
		any = true;
		note_marked(module, function);
		if (codeview && !hp_function_coroutine(module, function))
			hp_debug_describe_function(module, function);
	}
	if (any && !codeview && !module->slim) /* a slim patch has its bind table */
		hp_warning(
		    module->diag, HP_WARN_NO_DEBUG,
		    "'%s' has no CodeView debug information, so no S_HOTPATCHFUNC records are written: compile with "
		    "-g -gcodeview or /Z7",
		    module->name);
	hp_inlined_report(module);
	hp_coroutine_unmark_parts(module);
}
