/*
 * What is known of a constant's contents, and where they lead. Decides by linkage and initialiser; not what becomes
 * of accesses.
 */
#include "pass/judge/initialiser.h"

#include "base/arena.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/judge/compare.h"
#include "pass/judge/rules.h"

#include <llvm-c/Core.h>
#include <string.h>
#include <uthash.h>

bool hp_initialiser_holds_label(LLVMValueRef constant)
{
	if (!constant || LLVMIsAGlobalValue(constant))
		return false;
	if (LLVMIsABlockAddress(constant))
		return true;
	int count = LLVMGetNumOperands(constant);
	for (int i = 0; i < count; i++)
		if (hp_initialiser_holds_label(LLVMGetOperand(constant, (unsigned)i)))
			return true;
	return false;
}

/* Data that constants lead to, each global seen once. */
struct search {
	struct hp_module *module;
	struct search_node *seen;
	struct hp_arena arena;
};

struct search_node {
	UT_hash_handle hh;
	LLVMValueRef value;
};

static bool first_time(struct search *search, LLVMValueRef value)
{
	struct search_node *node;
	HASH_FIND_PTR(search->seen, &value, node);
	if (node)
		return false;
	node = hp_arena_alloc(&search->arena, sizeof *node);
	node->value = value;
	HASH_ADD_PTR(search->seen, value, node);
	return true;
}

bool hp_initialiser_may_be_replaced(LLVMValueRef value)
{
	LLVMLinkage linkage = LLVMGetLinkage(value);
	return linkage == LLVMWeakAnyLinkage || linkage == LLVMLinkOnceAnyLinkage || linkage == LLVMCommonLinkage;
}

/* Whether the linker puts it between what other files have in the section, as `.reg$a` before `.reg$m`: a mark. */
static bool marks_place(LLVMValueRef variable)
{
	const char *section = LLVMGetSection(variable);
	return section && strchr(section, '$');
}

bool hp_initialiser_is_unknown(LLVMValueRef constant)
{
	return LLVMIsDeclaration(constant) || LLVMIsExternallyInitialized(constant) ||
	       LLVMGetLinkage(constant) == LLVMAvailableExternallyLinkage ||
	       hp_initialiser_may_be_replaced(constant) || marks_place(constant);
}

/*
 * Data that the running image may change, as far as the unit can tell, or that must be its own; used for what
 * initialisers point to.
 */
static bool data_is_mutable(struct hp_module *module, LLVMValueRef variable)
{
	int warning = -1;
	if (hp_rule_always_direct(variable, &warning) || hp_rule_for(variable))
		return false;
	if (LLVMIsGlobalConstant(variable))
		return hp_initialiser_is_unknown(variable) || hp_compare_decides(module, variable);
	if (hp_is_private(variable) && hp_is_unnamed(variable))
		return false;
	return !hp_initialiser_holds_label(LLVMGetInitializer(variable));
}

/* Follows initialisers of constants, since what they point to is reachable through them. */
static bool finds_mutable(struct search *search, LLVMValueRef value)
{
	if (LLVMIsAFunction(value))
		return hp_compare_decides_function(search->module, value);
	if (LLVMIsABlockAddress(value) || hp_is_ref(value)) /* a table of refs leads to the base's data */
		return false;
	if (LLVMIsAGlobalAlias(value))
		return first_time(search, value) &&
		       (hp_initialiser_may_be_replaced(value) || finds_mutable(search, LLVMAliasGetAliasee(value)));
	if (LLVMIsAGlobalVariable(value)) {
		if (data_is_mutable(search->module, value))
			return true;
		LLVMValueRef initialiser = LLVMIsGlobalConstant(value) ? LLVMGetInitializer(value) : NULL;
		return initialiser && first_time(search, value) && finds_mutable(search, initialiser);
	}
	int count = LLVMGetNumOperands(value);
	for (int i = 0; i < count; i++)
		if (finds_mutable(search, LLVMGetOperand(value, (unsigned)i)))
			return true;
	return false;
}

bool hp_initialiser_leads_to_mutable(struct hp_module *module, LLVMValueRef variable)
{
	struct search search = {.module = module};
	hp_arena_init(&search.arena);
	bool found = finds_mutable(&search, LLVMGetInitializer(variable));
	HASH_CLEAR(hh, search.seen);
	hp_arena_fini(&search.arena);
	return found;
}
