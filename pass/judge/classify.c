/*
 * What may be touched how: the table "What a hot-patched function may touch" in docs/semantics.md. Decides per global
 * variable, function or alias, from its kind, name, linkage and initialiser; knows nothing of instructions but
 * volatile reads.
 */
#include "pass/judge/classify.h"

#include "base/arena.h"
#include "base/diag.h"
#include "pass/flow/flow.h"
#include "pass/ir/contents.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/compare.h"
#include "pass/judge/initialiser.h"
#include "pass/judge/rules.h"
#include "pass/judge/settle.h"

#include <llvm-c/Core.h>
#include <string.h>

void hp_global_direct(struct hp_global *global, const char *reason)
{
	global->treatment = HP_DIRECT;
	global->reason = reason;
}

/* Whether each use reads the constant on the spot, so that its address lives no longer than the function. */
static bool only_read(LLVMValueRef value, unsigned depth)
{
	if (depth > 8)
		return false;
	for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (LLVMIsALoadInst(user))
			continue;
		if (LLVMIsAMemCpyInst(user) || LLVMIsAMemMoveInst(user)) {
			if (LLVMGetOperand(user, 0) == value)
				return false;
			continue;
		}
		bool derives =
		    LLVMIsAGetElementPtrInst(user) || LLVMIsABitCastInst(user) || LLVMIsAConstantExpr(user);
		if (!derives || !only_read(user, depth + 1))
			return false;
	}
	return true;
}

/* Whether nothing but this unit sees the variable, and it only reads it. */
static bool never_written(LLVMValueRef variable)
{
	return hp_is_local(variable) && only_read(variable, 0);
}

/* Whether all uses of the constant in the module allow a stack copy. */
static bool copy_allowed(LLVMValueRef constant)
{
	/* Clang's names for what C and C++ give automatic storage duration, whatever is done with its address. */
	static const char *const automatic[] = {"__const.", "constinit", ".ref.tmp"};
	const char *name = hp_value_name(constant);
	for (size_t i = 0; i < sizeof automatic / sizeof *automatic; i++)
		if (strncmp(name, automatic[i], strlen(automatic[i])) == 0)
			return true;
	return only_read(constant, 0);
}

/*
 * Slim: whether code that is not seen may ask for the address of a constant that the base has with the same contents.
 * Then the base's is right, whoever compares it, and whatever flow analysis does not follow.
 */
static bool is_known_by_address(struct hp_module *module, LLVMValueRef variable)
{
	return module->slim && hp_owner_is_base(module, variable) &&
	       LLVMGetUnnamedAddress(variable) != LLVMGlobalUnnamedAddr && !only_read(variable, 0) &&
	       hp_contents_same(module, variable);
}

/* A `const` variable: opaque ones and those that lead to mutable data go through a ref. */
static void judge_constant(struct hp_module *module, struct hp_global *global, LLVMValueRef variable, bool aliased)
{
	global->treatment = HP_REDIRECT;
	if (hp_initialiser_is_unknown(variable) || hp_initialiser_may_be_replaced(global->value))
		return;
	bool mutable = hp_initialiser_leads_to_mutable(module, variable);
	if (mutable && hp_initialiser_holds_label(LLVMGetInitializer(variable)) && never_written(variable) &&
	    !aliased) {
		global->treatment = HP_COPY;
	} else if (hp_initialiser_holds_label(LLVMGetInitializer(variable))) {
		hp_global_direct(global, "holds label addresses");
		if (mutable)
			global->warning = HP_WARN_CONST_DATA;
	} else if (!mutable) {
		/* A constant whose address is compared stands for itself, not for its contents: a pointer that the
		 * running image stored is equal to the running image's address alone. */
		if (hp_is_private(variable) || module->rewritten ||
		    !(hp_flow_is_volatile(hp_flow_get(module), variable) || hp_compare_decides(module, variable) ||
		      is_known_by_address(module, variable)))
			hp_global_direct(global, "constant without addresses of mutable data");
	} else if (hp_is_private(variable) && !aliased) {
		global->treatment = HP_COPY;
		if (!copy_allowed(variable)) {
			hp_global_direct(global, "compiler-made constant whose address escapes");
			global->warning = HP_WARN_CONST_DATA;
		}
	}
}

static void judge_mutable(struct hp_module *module, struct hp_global *global, LLVMValueRef variable, bool aliased)
{
	if (hp_is_private(variable) && hp_is_unnamed(variable) && !aliased) {
		hp_global_direct(global, "compiler-made data without a name");
	} else if (hp_initialiser_holds_label(LLVMGetInitializer(variable))) {
		hp_global_direct(global, "holds label addresses");
		if (!never_written(variable) || hp_initialiser_leads_to_mutable(module, variable))
			global->warning = HP_WARN_CONST_DATA;
	} else {
		global->treatment = HP_REDIRECT;
	}
}

static void judge(struct hp_module *module, struct hp_global *global)
{
	LLVMValueRef base = hp_alias_base(global->value);
	if (!base) {
		global->treatment = HP_REDIRECT; /* nothing is known: the base's is right */
		return;
	}
	if (LLVMIsAFunction(base)) {
		if (hp_compare_decides_function(module, base) ||
		    (base != global->value && hp_compare_decides(module, global->value)))
			global->treatment = HP_REDIRECT;
		else
			hp_global_direct(global, "function");
		return;
	}
	bool aliased = base != global->value;
	const char *reason = hp_rule_always_direct(base, &global->warning);
	if (reason) {
		hp_global_direct(global, reason);
		return;
	}
	const struct hp_rule *rule = hp_rule_for(global->value);
	if (rule) {
		global->treatment = rule->treatment;
		global->reason = rule->reason;
	} else if (LLVMIsGlobalConstant(base)) {
		judge_constant(module, global, base, aliased);
	} else {
		judge_mutable(module, global, base, aliased);
	}
}

struct hp_global *hp_classify(struct hp_module *module, LLVMValueRef value)
{
	struct hp_global *found = hp_values_find(&module->globals, value);
	if (found)
		return found;
	found = hp_arena_alloc(module->arena, sizeof *found);
	found->value = value;
	found->warning = -1;
	judge(module, found);
	if (module->slim)
		hp_settle_slim(module, found);
	hp_values_add(&module->globals, value, found);
	return found;
}
