/*
 * Whose a global is, in a slim patch. Decides by the base description alone: what the base has under the global's
 * name is the base's. Refuses where kind, size or first
 * contents do not fit, so that nothing is bound to something else of the same name.
 */
#include "pass/ir/owner.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "pass/ir/contents.h"
#include "pass/ir/debug.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"

#include <inttypes.h>
#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>

struct owner {
	bool base, ambiguous, unknown;
	uint64_t size;       /* of the unit's definition */
	const char *differs; /* where that starts with something else; or NULL */
	struct hp_slim_symbol symbol;
};

void hp_module_slim(struct hp_module *module, const struct hp_slim *slim)
{
	module->slim = slim;
}

const char *hp_owner_spelling(struct hp_module *module, LLVMValueRef global)
{
	char *symbol = hp_shim_symbol(global);
	const char *text = hp_arena_strdup(module->arena, symbol ? symbol : "");
	free(symbol);
	return text;
}

bool hp_owner_is_static(LLVMValueRef global)
{
	return hp_is_local(global) || hp_shim_was_static(global);
}

bool hp_owner_is_hook(LLVMValueRef variable)
{
	const char *section = LLVMGetSection(variable);
	return section && strcmp(section, HP_BIND_SECTION) == 0 && LLVMGetInitializer(variable);
}

bool hp_owner_has(struct hp_module *module, const char *symbol, struct hp_slim_symbol *found)
{
	*found = (struct hp_slim_symbol){0};
	return module->slim && module->slim->find(module->slim->self, symbol, NULL, false, found) == HP_SLIM_FOUND;
}

/* Whether an object file has a symbol for it that others, or the debugger, know. */
static bool has_name(LLVMValueRef global)
{
	const char *name = hp_value_name(global);
	return *name && !hp_starts_with(name, "llvm.") && LLVMGetLinkage(global) != LLVMPrivateLinkage;
}

static const char *kind_text(enum hp_slim_kind kind)
{
	static const char *const texts[] = {"function", "variable", "constant", "thread-local variable"};
	return texts[kind];
}

static enum hp_slim_kind kind_of(LLVMValueRef global)
{
	LLVMValueRef base = hp_alias_base(global);
	if (!base)
		base = global;
	if (LLVMIsAFunction(base))
		return HP_SLIM_FUNCTION;
	if (LLVMIsThreadLocal(base))
		return HP_SLIM_THREAD;
	return LLVMIsGlobalConstant(base) ? HP_SLIM_CONSTANT : HP_SLIM_VARIABLE;
}

/* The base may have made a constant of a variable that nothing writes. */
static bool kinds_fit(enum hp_slim_kind here, enum hp_slim_kind there)
{
	return (here == HP_SLIM_FUNCTION) == (there == HP_SLIM_FUNCTION) &&
	       (here == HP_SLIM_THREAD) == (there == HP_SLIM_THREAD);
}

static uint64_t size_of(struct hp_module *module, LLVMValueRef global)
{
	LLVMValueRef base = hp_alias_base(global);
	bool sized = base && LLVMIsAGlobalVariable(base) && LLVMGetInitializer(base);
	return sized ? hp_shim_size(LLVMGetModuleDataLayout(module->module), global) : 0;
}

static void ask(struct hp_module *module, LLVMValueRef global, struct owner *owner)
{
	const struct hp_slim *slim = module->slim;
	char *source = hp_shim_debug_name(global);
	enum hp_slim_answer answer = slim->find(slim->self, hp_owner_spelling(module, global), source,
	                                        hp_owner_is_static(global), &owner->symbol);
	free(source);
	owner->base = answer == HP_SLIM_FOUND || answer == HP_SLIM_AMBIGUOUS;
	owner->unknown = answer == HP_SLIM_UNKNOWN;
	owner->ambiguous = answer == HP_SLIM_AMBIGUOUS;
}

static struct owner *owner_of(struct hp_module *module, LLVMValueRef global)
{
	struct owner *owner = hp_values_find(&module->owners, global);
	if (owner)
		return owner;
	owner = hp_arena_calloc(module->arena, 1, sizeof *owner);
	owner->size = size_of(module, global);
	hp_values_add(&module->owners, global, owner);
	if (has_name(global) && !hp_is_ref(global))
		ask(module, global, owner);
	return owner;
}

bool hp_owner_is_base(struct hp_module *module, LLVMValueRef global)
{
	return module->slim && owner_of(module, global)->base;
}

void hp_owner_compare(struct hp_module *module, LLVMValueRef variable)
{
	owner_of(module, variable)->differs = hp_contents_differ(module, variable);
}

const struct hp_slim_symbol *hp_owner_symbol(struct hp_module *module, LLVMValueRef global)
{
	return hp_owner_is_base(module, global) ? &owner_of(module, global)->symbol : NULL;
}

uint64_t hp_owner_size(struct hp_module *module, LLVMValueRef global)
{
	return owner_of(module, global)->size;
}

const char *hp_owner_name(struct hp_module *module, LLVMValueRef global)
{
	const struct hp_slim_symbol *symbol = hp_owner_symbol(module, global);
	return symbol && symbol->name ? symbol->name : hp_owner_spelling(module, global);
}

/*
 * Whether the global is the guard of a static local variable that the base has, without having the guard: statics
 * that only the compiler knows are not in a PDB. In Microsoft's ABI the guard's name ends as those of its variables
 * do, with the function's; elsewhere it has the variable's name.
 */
static bool is_lost_guard(struct hp_module *module, LLVMValueRef global)
{
	const char *name = hp_value_name(global), *scope = strstr(name, "@?");
	bool itanium = hp_starts_with(name, "_ZGV");
	if (!LLVMIsAGlobalVariable(global) || owner_of(module, global)->base ||
	    !(itanium || (hp_starts_with(name, "?$") && scope)))
		return false;
	for (LLVMValueRef each = LLVMGetFirstGlobal(module->module); each; each = LLVMGetNextGlobal(each)) {
		const char *other = hp_value_name(each), *end = scope ? strstr(scope, "@@") : NULL;
		bool guarded = itanium ? hp_starts_with(other, "_Z") && strcmp(other + 2, name + 4) == 0
		                       : each != global && end &&
		                             hp_find_bytes(other, strlen(other), scope, (size_t)(end - scope));
		if (guarded && owner_of(module, each)->base)
			return true;
	}
	return false;
}

bool hp_owner_check(struct hp_module *module, LLVMValueRef global)
{
	const struct owner *owner = owner_of(module, global);
	const struct hp_slim_symbol *symbol = &owner->symbol;
	const char *place = hp_debug_place(module, global), *name = hp_display_name(module, global);
	const char *base = module->slim->name;
	enum hp_slim_kind kind = kind_of(global);
	if (!owner->base && !owner->unknown && !is_lost_guard(module, global))
		return true;
	if (owner->unknown)
		hp_error_at(
		    module->diag, place,
		    "'%s' is described without the statics of this file's object, so nobody knows whether it has "
		    "'%s': describe it again with --map= or --objects=, or build it with debug information",
		    base, name);
	else if (!owner->base)
		hp_error_at(module->diag, place,
		            "'%s' does not say where it has the guard '%s' of a static local variable: describe it "
		            "again with --objects= or --map=",
		            base, hp_value_name(global));
	else if (owner->ambiguous)
		hp_error_at(module->diag, place,
		            "'%s' has '%s', and nothing says whether it is this file's: name the file's object in "
		            "the base with --hpcc-base-module=, or 'none' for a file that the base does not have",
		            base, name);
	else if (!kinds_fit(kind, symbol->kind))
		hp_error_at(module->diag, place, "'%s' is a %s here and a %s in '%s': give it another name", name,
		            kind_text(kind), kind_text(symbol->kind), base);
	else if (kind != HP_SLIM_FUNCTION && owner->size && symbol->size && owner->size != symbol->size)
		hp_error_at(module->diag, place,
		            "'%s' has %" PRIu64 " bytes here and %" PRIu64
		            " in '%s': what the running image has keeps its size; leave it as it was, and put what "
		            "is new into a variable of another name",
		            name, owner->size, symbol->size, base);
	else if (owner->differs)
		hp_error_at(module->diag, place,
		            "'%s' starts with other contents here than in '%s' (%s), which keeps its own: take the "
		            "change back, or use a variable of another name",
		            name, base, owner->differs);
	else
		return true;
	return false;
}
