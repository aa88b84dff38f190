/*
 * Inlined copies of listed functions in functions that are not listed. Read from the debug locations of the optimised
 * code; where those are missing, the inliner's remarks are followed instead, which costs optimisation time.
 */
#include "pass/finish/inlined.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "pass/ir/debug.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <stdint.h>
#include <string.h>
#include <uthash.h>

/* A function that holds copies, and of which listed functions. */
struct holder {
	UT_hash_handle hh;
	const char *name; /* key: without LLVM's escape */
	struct copy {
		struct copy *next;
		const char *callee;
	} *copies;
};

struct search {
	struct hp_module *module;
	struct holder *holders; /* in order of discovery */
	struct hp_values
	    scopes; /* of debug information: the listed function whose body it belongs to, NULL for others */
};

static struct holder *find_holder(const struct search *search, const char *name)
{
	struct holder *found;
	HASH_FIND_STR(search->holders, name, found);
	return found;
}

/* Remarks drop LLVM's escape, so the name may need it again. */
static LLVMValueRef named_function(struct hp_module *module, const char *name)
{
	LLVMValueRef function = LLVMGetNamedFunction(module->module, name);
	return function ? function
	                : LLVMGetNamedFunction(module->module, hp_arena_printf(module->arena, "\1%s", name));
}

static void add_copy(struct search *search, const char *callee, const char *name)
{
	struct hp_arena *arena = search->module->arena;
	struct holder *holder = find_holder(search, name);
	if (!holder) {
		holder = hp_arena_alloc(arena, sizeof *holder);
		holder->name = hp_arena_strdup(arena, name);
		HASH_ADD_KEYPTR(hh, search->holders, holder->name, strlen(holder->name), holder);
	}
	struct copy **at = &holder->copies;
	for (; *at; at = &(*at)->next)
		if (strcmp((*at)->callee, callee) == 0)
			return;
	*at = hp_arena_alloc(arena, sizeof **at);
	(*at)->callee = hp_arena_strdup(arena, callee);
}

/* ---- from remarks ---- */

bool hp_inlined_needs_remarks(struct hp_module *module)
{
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function))
		if (hp_function_is_marked(function) && !LLVMGetSubprogram(function))
			return true;
	return false;
}

/* A listed function is still there: it is kept. */
static void follow_inlining(struct search *search, const char *callee, const char *caller)
{
	LLVMValueRef function = named_function(search->module, callee);
	if (function && hp_function_is_marked(function))
		add_copy(search, callee, caller);
	struct holder *inner = find_holder(search, callee);
	if (inner && strcmp(callee, caller) != 0)
		for (struct copy *copy = inner->copies; copy; copy = copy->next)
			add_copy(search, copy->callee, caller);
}

/* ---- from debug locations ---- */

/* The listed function that a subprogram or lexical block belongs to, NULL if it is none. */
static const char *listed_scope(struct search *search, LLVMMetadataRef node)
{
	if (hp_values_has(&search->scopes, node))
		return hp_values_find(&search->scopes, node);
	bool block = LLVMGetMetadataKind(node) != LLVMDISubprogramMetadataKind;
	LLVMMetadataRef parent = block ? hp_debug_parent_scope(search->module, node) : NULL;
	const char *listed = parent ? listed_scope(search, parent) : NULL;
	hp_values_add(&search->scopes, node, (void *)(uintptr_t)listed);
	return listed;
}

static void read_locations(struct search *search, LLVMValueRef function)
{
	LLVMMetadataRef last = NULL;
	for (LLVMValueRef each = hp_instruction_first(function); each; each = hp_instruction_next(each)) {
		LLVMMetadataRef location = LLVMInstructionGetDebugLoc(each), outer;
		if (!location || location == last)
			continue;
		last = location;
		for (; (outer = LLVMDILocationGetInlinedAt(location)); location = outer) {
			const char *listed = listed_scope(search, LLVMDILocationGetScope(location));
			if (listed)
				add_copy(search, listed, hp_value_name(function));
		}
	}
}

static void read_all_locations(struct search *search)
{
	struct hp_module *module = search->module;
	LLVMValueRef function;
	for (function = LLVMGetFirstFunction(module->module); function; function = LLVMGetNextFunction(function))
		if (hp_function_is_marked(function) && LLVMGetSubprogram(function))
			hp_values_add(&search->scopes, LLVMGetSubprogram(function),
			              hp_arena_strdup(module->arena, hp_value_name(function)));
	for (function = LLVMGetFirstFunction(module->module); function; function = LLVMGetNextFunction(function))
		if (!LLVMIsDeclaration(function) && !hp_function_is_marked(function))
			read_locations(search, function);
}

static void report(struct hp_module *module, const struct holder *entry)
{
	LLVMValueRef function = named_function(module, entry->name);
	if (!function || LLVMIsDeclaration(function) || hp_function_is_marked(function))
		return;
	const char *holder = hp_display_name(module, function);
	for (struct copy *copy = entry->copies; copy; copy = copy->next) {
		hp_facts_add(module->facts, HP_FACT_INLINED,
		             &(struct hp_fact){.inlined = {copy->callee, entry->name}});
		hp_warning_at(
		    module->diag, hp_debug_place(module, function), HP_WARN_INLINED,
		    "'%s' holds an inlined copy of the listed '%s': the base image very likely does too, so "
		    "list '%s' as well",
		    holder, hp_display_text(module, copy->callee), holder);
	}
}

void hp_inlined_report(struct hp_module *module)
{
	struct search search = {.module = module};
	hp_values_init(&search.scopes, module->arena);
	for (struct hp_inlining *each = module->inlinings; each; each = each->next)
		follow_inlining(&search, each->callee, each->caller);
	read_all_locations(&search);
	for (struct holder *holder = search.holders; holder; holder = holder->hh.next)
		report(module, holder);
	HASH_CLEAR(hh, search.holders);
}
