/*
 * Inlined copies of listed functions. Follows the inliner's remarks: a copy in f of a function that holds a copy of g
 * is a copy of g in f as well.
 */
#include "base/arena.h"
#include "internal.h"

#include <string.h>

/* A function that had calls replaced, and the listed functions whose bodies it now holds. */
struct hp_inlined {
	UT_hash_handle hh;
	const char *caller; /* key */
	struct copy {
		struct copy *next;
		const char *callee;
	} *copies;
};

static struct hp_inlined *holder(struct hp_module *module, const char *caller)
{
	struct hp_inlined *found;
	HASH_FIND_STR(module->inlined, caller, found);
	return found;
}

static bool is_marked(LLVMValueRef function)
{
	return LLVMGetStringAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, HP_MARK,
	                                     sizeof HP_MARK - 1) != NULL;
}

/* Remarks drop LLVM's escape, so the name may need it again. */
static LLVMValueRef named_function(struct hp_module *module, const char *name)
{
	LLVMValueRef function = LLVMGetNamedFunction(module->module, name);
	return function ? function
	                : LLVMGetNamedFunction(module->module, hp_arena_printf(module->arena, "\1%s", name));
}

static void add_copy(struct hp_module *module, const char *callee, const char *caller)
{
	struct hp_inlined *entry = holder(module, caller);
	if (!entry) {
		entry = hp_arena_alloc(module->arena, sizeof *entry);
		entry->caller = hp_arena_strdup(module->arena, caller);
		HASH_ADD_KEYPTR(hh, module->inlined, entry->caller, strlen(entry->caller), entry);
	}
	struct copy **at = &entry->copies;
	for (; *at; at = &(*at)->next)
		if (strcmp((*at)->callee, callee) == 0)
			return;
	*at = hp_arena_alloc(module->arena, sizeof **at);
	(*at)->callee = hp_arena_strdup(module->arena, callee);
}

void hp_inlined_record(struct hp_module *module, const char *callee, const char *caller)
{
	LLVMValueRef function = named_function(module, callee);
	if (function && is_marked(function))
		add_copy(module, callee, caller);
	struct hp_inlined *inner = holder(module, callee);
	if (inner && strcmp(callee, caller) != 0)
		for (struct copy *copy = inner->copies; copy; copy = copy->next)
			add_copy(module, copy->callee, caller);
}

void hp_inlined_report(struct hp_module *module)
{
	for (struct hp_inlined *entry = module->inlined; entry; entry = entry->hh.next) {
		LLVMValueRef function = named_function(module, entry->caller);
		if (!function || LLVMIsDeclaration(function) || is_marked(function))
			continue;
		for (struct copy *copy = entry->copies; copy; copy = copy->next) {
			hp_facts_add(module->facts, HP_FACT_INLINED, copy->callee, entry->caller, "");
			hp_warning_at(
			    module->diag, hp_debug_place(module, function), HP_WARN_INLINED,
			    "'%s' holds an inlined copy of the listed '%s': the base image very likely does too, so "
			    "list '%s' as well",
			    entry->caller, copy->callee, entry->caller);
		}
	}
}

void hp_inlined_fini(struct hp_module *module)
{
	HASH_CLEAR(hh, module->inlined);
}
