/*
 * The functions that are listed or reached: found again by their values. Decides nothing about which they are.
 */
#include "pass/ir/function.h"

#include "base/arena.h"
#include "base/facts.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <stdlib.h>
#include <uthash.h>

struct hp_function *hp_function_find(struct hp_module *module, LLVMValueRef function)
{
	return hp_values_find(&module->functions, function);
}

struct hp_function *hp_function_add(struct hp_module *module, LLVMValueRef function)
{
	struct hp_function *found = hp_function_find(module, function);
	if (found)
		return found;
	found = hp_arena_alloc(module->arena, sizeof *found);
	found->value = function;
	hp_values_add(&module->functions, function, found);
	return found;
}

void hp_function_note(struct hp_module *module, const struct hp_function *function)
{
	char *symbol = hp_shim_symbol(function->value);
	hp_facts_add(
	    module->facts, HP_FACT_SELECTED,
	    &(struct hp_fact){.selected = {hp_value_name(function->value), symbol ? symbol : "", function->entry}});
	free(symbol);
}
