/*
 * After optimisation: proves that no marked function still reaches a mutable global, then tells LLVM's own pass that
 * every access left is meant. Decides nothing about code: what it finds is reported.
 */
#include "base/arena.h"
#include "internal.h"

struct seal {
	struct hp_module *module;
	LLVMValueRef function;
	LLVMValueRef instruction;
	unsigned index;
};

static bool is_marked(LLVMValueRef function)
{
	return !LLVMIsDeclaration(function) &&
	       LLVMGetStringAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, HP_MARK,
	                                     sizeof HP_MARK - 1);
}

static void visit(void *self, LLVMValueRef value)
{
	struct seal *seal = self;
	struct hp_global *global = hp_classify(seal->module, value);
	const char *reason;
	int warning;
	if (global->treatment != HP_DIRECT && global->noted_in != seal->function &&
	    !hp_operand_fixed(seal->module, seal->instruction, seal->index, &reason, &warning)) {
		const char *name = hp_value_name(value);
		global->noted_in = seal->function;
		hp_facts_add(seal->module->facts, HP_FACT_RESIDUAL, hp_value_name(seal->function),
		             *name ? name : "(unnamed)", "after optimisation");
		hp_warning(seal->module->diag, HP_WARN_CONST_DATA,
		           "'%s' still reaches '%s' directly after optimisation: the copy in the patch image is used",
		           hp_value_name(seal->function), *name ? name : "unnamed data");
	}
	if (!global->touched) {
		LLVMValueRef base = hp_alias_base(value);
		global->touched = true;
		if (base && LLVMIsAGlobalVariable(base) && !hp_shim_global_has_attribute(base, HP_ALLOW_DIRECT))
			hp_shim_global_add_attribute(base, HP_ALLOW_DIRECT);
	}
}

static void seal_function(struct seal *seal)
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(seal->function); block;
	     block = LLVMGetNextBasicBlock(block))
		for (seal->instruction = LLVMGetFirstInstruction(block); seal->instruction;
		     seal->instruction = LLVMGetNextInstruction(seal->instruction)) {
			int count = LLVMGetNumOperands(seal->instruction);
			for (int i = 0; i < count; i++) {
				LLVMValueRef operand = LLVMGetOperand(seal->instruction, (unsigned)i);
				seal->index = (unsigned)i;
				if (LLVMIsAConstant(operand))
					hp_constant_visit(operand, visit, seal);
			}
		}
}

bool hp_module_seal(struct hp_module *module)
{
	/* Optimisation has freed and made globals: earlier verdicts may speak of others at the same address. */
	HASH_CLEAR(hh, module->globals);
	HASH_CLEAR(hh, module->needs);
	HASH_CLEAR(hh, module->functions);
	module->first = NULL;
	module->last = &module->first;
	bool codeview = hp_debug_has_codeview(module), any = false;
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function)) {
		if (!is_marked(function))
			continue;
		struct seal seal = {.module = module, .function = function};
		any = true;
		seal_function(&seal);
		if (codeview)
			hp_debug_describe_function(module, function);
	}
	if (any && !codeview)
		hp_warning(
		    module->diag, HP_WARN_NO_DEBUG,
		    "'%s' has no CodeView debug information, so no S_HOTPATCHFUNC records are written: compile with "
		    "-gcodeview or /Z7",
		    module->name);
	hp_inlined_report(module);
	return true;
}
