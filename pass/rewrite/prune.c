/*
 * What a slim patch does not have. Decides, for each definition of the unit, whether it stays: the listed functions,
 * the static and inline ones that they reach, and what the base has not. All else is the base's: code may still be
 * inlined where it is known, data are seen as what another file defines.
 */
#include "pass/rewrite/prune.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "pass/ir/debug.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"
#include "pass/judge/classify.h"
#include "pass/rewrite/outlined.h"
#include "pass/rewrite/start.h"

#include <llvm-c/Core.h>
#include <string.h>
#include <uthash.h>

/* Lists by which a definition is kept or run though nothing of the patch reaches it. What initialisers are for is the
 * base's and lives. */
static const char *const lists[] = {"llvm.used", "llvm.global.annotations", "llvm.global_ctors", "llvm.global_dtors"};

static void drop_lists(struct hp_module *module)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		LLVMValueRef list = LLVMGetNamedGlobal(module->module, lists[i]);
		if (list)
			LLVMDeleteGlobal(list);
	}
	for (LLVMValueRef each = LLVMGetFirstGlobal(module->module); each; each = LLVMGetNextGlobal(each))
		if (hp_owner_is_hook(each))
			hp_shim_compiler_used(module->module, &each, 1);
	/* /EXPORT, /INCLUDE, /DEFAULTLIB and what assembly defines are the base's business. */
	hp_shim_drop_metadata(module->module, "llvm.linker.options");
	LLVMSetModuleInlineAsm2(module->module, "", 0);
}

static bool is_inline(LLVMValueRef function)
{
	LLVMLinkage linkage = LLVMGetLinkage(function);
	return linkage == LLVMLinkOnceODRLinkage || linkage == LLVMLinkOnceAnyLinkage;
}

/* Whether a reached body is the patch's own, and not only known for inlining. */
static bool stays(struct hp_module *module, const struct hp_function *function)
{
	return function->entry || hp_is_local(function->value) || is_inline(function->value) ||
	       hp_outlined_belongs(module, function->value) || !hp_owner_is_base(module, function->value);
}

/* Another file's definition may take the place of a weak one, so its body says nothing of the base's. */
static bool may_differ(LLVMValueRef function)
{
	return LLVMGetLinkage(function) == LLVMWeakAnyLinkage;
}

static void prune_function(struct hp_module *module, LLVMValueRef value)
{
	const struct hp_function *function = hp_function_find(module, value);
	bool reached = function && function->queued;
	if (LLVMIsDeclaration(value))
		return;
	LLVMSetDLLStorageClass(value, LLVMDefaultStorageClass);
	if (reached && stays(module, function)) {
		if (hp_is_local(value) && hp_classify(module, value)->treatment == HP_REDIRECT)
			LLVMAddTargetDependentFunctionAttr(value, HP_TAKEN, hp_value_name(value));
		return;
	}
	if (reached && !may_differ(value))
		hp_shim_make_available(value);
	else
		hp_shim_drop_definition(value);
}

static void prune_variable(struct hp_module *module, LLVMValueRef value, const struct hp_values *initialised)
{
	if (!LLVMGetInitializer(value) || hp_is_ref(value) || hp_starts_with(hp_value_name(value), "llvm."))
		return;
	LLVMSetDLLStorageClass(value, LLVMDefaultStorageClass);
	if (!hp_owner_is_base(module, value))
		return;
	if (hp_classify(module, value)->treatment != HP_DIRECT) {
		if (LLVMIsGlobalConstant(value) || !hp_values_has(initialised, value))
			hp_owner_compare(module, value);
		hp_shim_drop_definition(value);
	} else if (LLVMIsGlobalConstant(value)) {
		hp_shim_make_local(value); /* a copy of the same contents, if it is used at all */
	}
}

/* An alias of what the base has becomes the base's own name for it, or the aliasee where the base has no such name.
 */
static void prune_alias(struct hp_module *module, LLVMValueRef alias)
{
	LLVMValueRef target = hp_alias_base(alias);
	LLVMSetDLLStorageClass(alias, LLVMDefaultStorageClass);
	if (!target || !(LLVMIsDeclaration(target) || LLVMGetLinkage(target) == LLVMAvailableExternallyLinkage))
		return;
	if (hp_owner_is_base(module, alias))
		hp_shim_alias_to_declaration(alias);
	else
		hp_shim_alias_to_aliasee(alias);
}

/* An entry of the list that chose a function of the base. */
struct owned {
	UT_hash_handle hh;
	const char *entry;
};

static struct owned *find_owned(struct hp_module *module)
{
	struct owned *all = NULL, *found;
	for (struct hp_function *function = module->first; function; function = function->next) {
		if (!function->entry || !hp_owner_symbol(module, function->value))
			continue;
		HASH_FIND_STR(all, function->entry, found);
		if (found)
			continue;
		found = hp_arena_alloc(module->arena, sizeof *found);
		found->entry = function->entry;
		HASH_ADD_KEYPTR(hh, all, found->entry, strlen(found->entry), found);
	}
	return all;
}

/*
 * Whether the base has not the function, but others that the entry chose, or the entry is a pattern: then it is not
 * listed. "Both::~Both" names all variants of a destructor, of which a base keeps those that it uses.
 */
static bool is_spare(struct hp_module *module, const struct hp_function *function, struct owned *owned)
{
	struct owned *found;
	if (hp_owner_symbol(module, function->value))
		return false;
	HASH_FIND_STR(owned, function->entry, found);
	return found || strchr(function->entry, '*');
}

void hp_prune_list(struct hp_module *module)
{
	struct owned *owned = find_owned(module);
	for (struct hp_function *function = module->first; function; function = function->next) {
		if (!function->entry)
			continue;
		if (hp_starts_with(function->entry, "part of ")) { /* never entered: what it belongs to is */
			LLVMAddTargetDependentFunctionAttr(function->value, HP_PART, "");
			continue;
		}
		if (is_spare(module, function, owned)) {
			function->entry = NULL;
			continue;
		}
		const struct hp_slim_symbol *symbol = hp_owner_symbol(module, function->value);
		if (!hp_owner_check(module, function->value))
			continue;
		const char *place = hp_debug_place(module, function->value);
		const char *name = hp_display_name(module, function->value);
		if (!symbol)
			hp_error_at(module->diag, place,
			            "'%s' has no function '%s', so nothing can be patched there: take it out of the "
			            "list, and list those that call it",
			            module->slim->name, name);
		else if (symbol->barred)
			hp_error_at(module->diag, place, "'%s' cannot be entered in '%s': %s", name,
			            module->slim->name, symbol->barred);
	}
	HASH_CLEAR(hh, owned);
}

bool hp_prune(struct hp_module *module)
{
	unsigned errors = module->diag->errors;
	struct hp_values initialised;
	hp_values_init(&initialised, module->arena);
	hp_start_touched(module, &initialised);
	drop_lists(module);
	for (LLVMValueRef each = LLVMGetFirstGlobal(module->module); each; each = LLVMGetNextGlobal(each))
		prune_variable(module, each, &initialised);
	for (LLVMValueRef each = LLVMGetFirstFunction(module->module); each; each = LLVMGetNextFunction(each))
		prune_function(module, each);
	for (LLVMValueRef each = LLVMGetFirstGlobalAlias(module->module), next; each; each = next) {
		next = LLVMGetNextGlobalAlias(each);
		prune_alias(module, each);
	}
	return module->diag->errors == errors;
}
