/*
 * What the listed functions can reach in the unit: calls and addresses taken, transitively, also through constant
 * data. Initialisers and terminators are left as they are unless listed: they must not touch the running image's
 * state.
 */
#include "pass/rewrite/reach.h"

#include "base/arena.h"
#include "base/facts.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/classify.h"
#include "pass/rewrite/outlined.h"
#include "pass/rewrite/start.h"

#include <llvm-c/Core.h>
#include <string.h>

struct walk {
	struct hp_module *module;
	struct hp_values seen; /* constants: each is walked once for the whole module */
};

static void reach_function(struct walk *walk, LLVMValueRef value)
{
	if (LLVMIsDeclaration(value))
		return;
	struct hp_function *function = hp_function_add(walk->module, value);
	if (function->queued)
		return;
	function->queued = true;
	*walk->module->last = function;
	walk->module->last = &function->next;
	hp_facts_add(walk->module->facts, HP_FACT_REWRITTEN, &(struct hp_fact){.rewritten = {hp_value_name(value)}});
}

static bool is_left_to_base(struct hp_module *module, LLVMValueRef value)
{
	bool redirected = hp_classify(module, value)->treatment != HP_DIRECT;
	if (module->slim)
		return redirected && hp_owner_is_base(module, value);
	return redirected && hp_classify(module, value)->treatment == HP_REDIRECT && !LLVMIsGlobalConstant(value);
}

static void reach_constant(struct walk *walk, LLVMValueRef value)
{
	if (LLVMIsAFunction(value)) {
		reach_function(walk, value);
		return;
	}
	if (LLVMIsABlockAddress(value) || !hp_values_add(&walk->seen, value, NULL))
		return;
	if (LLVMIsAGlobalAlias(value)) {
		reach_constant(walk, LLVMAliasGetAliasee(value));
	} else if (LLVMIsAGlobalVariable(value)) {
		/*
		 * A variable is the base's, which leads to the base's functions. So is a constant through a ref,
		 * unless it is new: then the patch's own is used.
		 */
		bool own = !is_left_to_base(walk->module, value);
		if (own && LLVMGetInitializer(value))
			reach_constant(walk, LLVMGetInitializer(value));
	} else {
		int count = LLVMGetNumOperands(value);
		for (int i = 0; i < count; i++)
			reach_constant(walk, LLVMGetOperand(value, (unsigned)i));
	}
}

static void reach_from(struct walk *walk, LLVMValueRef function)
{
	if (LLVMHasPersonalityFn(function))
		reach_constant(walk, LLVMGetPersonalityFn(function));
	for (LLVMValueRef each = hp_instruction_first(function); each; each = hp_instruction_next(each)) {
		int count = LLVMGetNumOperands(each);
		for (int i = 0; i < count; i++) {
			LLVMValueRef operand = LLVMGetOperand(each, (unsigned)i);
			if (LLVMIsAConstant(operand))
				reach_constant(walk, operand);
		}
	}
}

/*
 * An entry of llvm.global_ctors or llvm.global_dtors whose function a listed one calls, too: when the patch image is
 * loaded, a copy runs that leaves the running image alone.
 */
static LLVMValueRef separate(struct hp_module *module, LLVMValueRef entry)
{
	LLVMValueRef function = LLVMGetNumOperands(entry) == 3 ? LLVMGetOperand(entry, 1) : NULL;
	struct hp_function *known = function && LLVMIsAFunction(function) ? hp_function_find(module, function) : NULL;
	if (!known || !known->queued || known->entry)
		return entry;
	LLVMValueRef operands[] = {LLVMGetOperand(entry, 0), hp_shim_clone_function(function),
	                           LLVMGetOperand(entry, 2)};
	return LLVMConstStructInContext(module->context, operands, 3, LLVMIsPackedStruct(LLVMTypeOf(entry)));
}

static void separate_initialisers(struct hp_module *module, const char *name)
{
	LLVMValueRef list = LLVMGetNamedGlobal(module->module, name);
	LLVMValueRef entries = list ? LLVMGetInitializer(list) : NULL;
	if (!entries || !LLVMIsAConstantArray(entries))
		return;
	unsigned count = (unsigned)LLVMGetNumOperands(entries);
	LLVMValueRef *separated = hp_arena_calloc(module->arena, count, sizeof(LLVMValueRef));
	for (unsigned i = 0; i < count; i++)
		separated[i] = separate(module, LLVMGetOperand(entries, i));
	LLVMSetInitializer(list, LLVMConstArray2(LLVMGetElementType(LLVMTypeOf(entries)), separated, count));
}

/* Functions that run when the patch is applied or taken back. */
static void reach_hooks(struct walk *walk)
{
	for (LLVMValueRef each = LLVMGetFirstGlobal(walk->module->module); each; each = LLVMGetNextGlobal(each))
		if (hp_owner_is_hook(each))
			reach_constant(walk, LLVMGetInitializer(each));
}

/* What initialises a new variable of those reached. False after a message. */
static bool reach_start(struct walk *walk)
{
	bool failed = false;
	LLVMValueRef start = hp_start_next(walk->module, &walk->seen, &failed);
	if (start)
		reach_function(walk, start);
	return !failed;
}

bool hp_reach(struct hp_module *module)
{
	struct walk walk = {.module = module};
	hp_values_init(&walk.seen, module->arena);
	for (LLVMValueRef each = LLVMGetFirstFunction(module->module); each; each = LLVMGetNextFunction(each)) {
		struct hp_function *known = hp_function_find(module, each);
		if ((!known || !known->queued) && hp_outlined_belongs(module, each))
			reach_function(&walk, each);
	}
	if (module->slim)
		reach_hooks(&walk);
	for (struct hp_function *function = module->first; function; function = function->next) {
		reach_from(&walk, function->value);
		if (module->slim && !function->next && !reach_start(&walk))
			return false;
	}
	if (module->slim)
		return true;
	separate_initialisers(module, "llvm.global_ctors");
	separate_initialisers(module, "llvm.global_dtors");
	return true;
}
