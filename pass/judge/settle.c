/*
 * Verdicts of slim patches. Decides by what the base description has: that is the base's, all else the patch's own.
 */
#include "pass/judge/settle.h"

#include "base/arena.h"
#include "base/text.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"
#include "pass/judge/classify.h"

#include <llvm-c/Core.h>

static bool is_imported_by_base(struct hp_module *module, LLVMValueRef global)
{
	struct hp_slim_symbol found;
	return LLVMGetDLLStorageClass(global) == LLVMDLLImportStorageClass &&
	       hp_owner_has(module, hp_arena_printf(module->arena, "__imp_%s", hp_owner_spelling(module, global)),
	                    &found);
}

/*
 * Whether the address of a static function of the patch is the base's, which the running image compares and gives
 * away: if the base has it nowhere but in calls, its optimiser may have changed how the function is called.
 */
static bool is_known_by_address(struct hp_module *module, LLVMValueRef function)
{
	if (module->late) /* not what the optimiser has made of it, as the parts of a coroutine */
		return hp_function_has_own_name(module, function, HP_TAKEN);
	const struct hp_slim_symbol *symbol = hp_owner_symbol(module, function);
	return symbol && symbol->taken;
}

/* Calls of what the patch defines stay in it; the address of a function that the base has is the base's. */
static void settle_function(struct hp_module *module, struct hp_global *global, LLVMValueRef function)
{
	bool own = hp_is_local(function) && !hp_function_is_marked(function);
	bool base =
	    own ? is_known_by_address(module, function)
	        : hp_owner_is_base(module, global->value) && (module->late || global->treatment == HP_REDIRECT);
	if (base)
		global->treatment = HP_REDIRECT;
	else
		hp_global_direct(global, "function");
}

static void settle_variable(struct hp_module *module, struct hp_global *global, LLVMValueRef variable)
{
	bool of_base = hp_owner_is_base(module, global->value);
	if (LLVMIsThreadLocal(variable)) {
		global->warning = -1;
		if (of_base)
			global->treatment = HP_THREAD;
	} else if (global->treatment == HP_COPY) {
		hp_global_direct(global, "own constant, whose addresses are bound");
	} else if (global->treatment == HP_REDIRECT) {
		if (!of_base && LLVMIsGlobalConstant(variable))
			hp_global_direct(global, "new constant");
	} else if (of_base && LLVMIsDeclaration(variable)) {
		global->treatment = HP_REDIRECT;
	} else if (!of_base || LLVMIsGlobalConstant(variable)) {
		global->warning = -1;
	}
}

void hp_settle_slim(struct hp_module *module, struct hp_global *global)
{
	LLVMValueRef base = hp_alias_base(global->value);
	if (!base || hp_starts_with(hp_value_name(base), "llvm.") || hp_is_ref(base) ||
	    (LLVMIsAGlobalVariable(base) && hp_shim_global_has_attribute(base, HP_ALLOW_DIRECT)))
		return;
	if (is_imported_by_base(module, base))
		global->treatment = HP_IMPORT;
	else if (LLVMIsAFunction(base))
		settle_function(module, global, base);
	else
		settle_variable(module, global, base);
}
