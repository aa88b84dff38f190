/*
 * What the listed functions can reach in the unit: calls and addresses taken, transitively, also through constant
 * data. Initialisers and terminators are left out unless listed: they must not touch the running image's state.
 */
#include "base/arena.h"
#include "internal.h"

#include <string.h>

/* Constants already walked; a constant is walked once for the whole module. */
struct seen {
	UT_hash_handle hh;
	LLVMValueRef value;
};

struct walk {
	struct hp_module *module;
	struct seen *seen;
};

static bool first_time(struct walk *walk, LLVMValueRef value)
{
	struct seen *found;
	HASH_FIND_PTR(walk->seen, &value, found);
	if (found)
		return false;
	found = hp_arena_alloc(walk->module->arena, sizeof *found);
	found->value = value;
	HASH_ADD_PTR(walk->seen, value, found);
	return true;
}

static void reach_function(struct walk *walk, LLVMValueRef value)
{
	if (LLVMIsDeclaration(value))
		return;
	struct hp_function *function = hp_function_add(walk->module, value);
	if (function->queued || function->initialiser)
		return;
	function->queued = true;
	*walk->module->last = function;
	walk->module->last = &function->next;
	hp_facts_add(walk->module->facts, HP_FACT_REWRITTEN, hp_value_name(value), "", "");
}

static void reach_constant(struct walk *walk, LLVMValueRef value)
{
	if (LLVMIsAFunction(value)) {
		reach_function(walk, value);
		return;
	}
	if (LLVMIsABlockAddress(value) || !first_time(walk, value))
		return;
	if (LLVMIsAGlobalAlias(value)) {
		reach_constant(walk, LLVMAliasGetAliasee(value));
	} else if (LLVMIsAGlobalVariable(value)) {
		/*
		 * A variable is the base's, which leads to the base's functions. So is a constant through a ref,
		 * unless it is new: then the patch's own is used.
		 */
		bool own = LLVMIsGlobalConstant(value) || hp_classify(walk->module, value)->treatment != HP_REDIRECT;
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
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
		for (LLVMValueRef instruction = LLVMGetFirstInstruction(block); instruction;
		     instruction = LLVMGetNextInstruction(instruction)) {
			int count = LLVMGetNumOperands(instruction);
			for (int i = 0; i < count; i++) {
				LLVMValueRef operand = LLVMGetOperand(instruction, (unsigned)i);
				if (LLVMIsAConstant(operand))
					reach_constant(walk, operand);
			}
		}
}

/* Functions in the arrays of structs llvm.global_ctors and llvm.global_dtors. */
static void note_initialisers(struct hp_module *module, const char *name)
{
	LLVMValueRef list = LLVMGetNamedGlobal(module->module, name);
	LLVMValueRef entries = list ? LLVMGetInitializer(list) : NULL;
	int count = entries && LLVMIsAConstantArray(entries) ? LLVMGetNumOperands(entries) : 0;
	for (int i = 0; i < count; i++) {
		LLVMValueRef entry = LLVMGetOperand(entries, (unsigned)i);
		LLVMValueRef function = LLVMGetNumOperands(entry) > 1 ? LLVMGetOperand(entry, 1) : NULL;
		if (function && LLVMIsAFunction(function))
			hp_function_add(module, function)->initialiser = true;
	}
}

void hp_reach(struct hp_module *module)
{
	struct walk walk = {.module = module};
	note_initialisers(module, "llvm.global_ctors");
	note_initialisers(module, "llvm.global_dtors");
	for (struct hp_function *function = module->first; function; function = function->next)
		reach_from(&walk, function->value);
	HASH_CLEAR(hh, walk.seen);
}
