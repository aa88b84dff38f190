/*
 * Bodies that clang outlines from a function: SEH filters and finally blocks, OpenMP regions, lambdas. The source
 * shows them as part of the function, so a listed function hands its marking on to them. Decides by clang's names.
 */
#include "base/arena.h"
#include "internal.h"

#include <string.h>

static bool starts_with_any(const char *name, const char *const *prefixes)
{
	while (*prefixes && !hp_starts_with(name, *prefixes))
		prefixes++;
	return *prefixes != NULL;
}

/* SEH filters and finally blocks. Source: clang's MicrosoftMangle.cpp and ItaniumMangle.cpp. */
static bool is_seh(const char *name)
{
	static const char *const prefixes[] = {"?filt$", "?fin$", "__filt_", "__fin_", NULL};
	return starts_with_any(name, prefixes);
}

bool hp_outlined_is_bare(const char *name)
{
	static const char *const helpers[] = {"_ZTW", "__clang_call_terminate", NULL};
	return is_seh(name) || starts_with_any(name, helpers);
}

/* A body that nothing but its function refers to. Source: is_seh's, and CGOpenMPRuntime.cpp. */
static bool is_region(const char *name)
{
	if (is_seh(name))
		return true;
	return strstr(name, ".omp_outlined") || hp_starts_with(name, ".omp_task_entry") ||
	       strstr(name, "omp_task_entry.");
}

/* `_ZZ1fvENK3$_0clEv`, `_ZZ1fvENKUlvE_clEv`, `??R<lambda_0>@?0??f@@YAHH@Z@…`. */
static bool is_lambda(const char *name)
{
	return strstr(name, "<lambda_") ||
	       (hp_starts_with(name, "_ZZ") && (strstr(name, "EUl") || strstr(name, "KUl") || strstr(name, "$_")));
}

/* Whether a lambda's mangled name places it in the function `owner`. */
static bool lambda_of(struct hp_arena *arena, const char *name, const char *owner)
{
	if (*name == '?')
		return strstr(name, *owner == '?' ? hp_arena_printf(arena, "?%s@", owner)
		                                  : hp_arena_printf(arena, "??%s@@", owner)) != NULL;
	const char *scope = hp_starts_with(owner, "_Z") ? hp_arena_printf(arena, "_ZZ%sE", owner + 2)
	                                                : hp_arena_printf(arena, "_ZZ%zu%sE", strlen(owner), owner);
	return hp_starts_with(name, scope);
}

/* The listed function whose instructions refer to the body; NULL if none does. */
static struct hp_function *referring(struct hp_module *module, LLVMValueRef body)
{
	for (LLVMUseRef use = LLVMGetFirstUse(body); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (!LLVMIsAInstruction(user))
			continue;
		LLVMValueRef parent = LLVMGetBasicBlockParent(LLVMGetInstructionParent(user));
		struct hp_function *function = hp_function_find(module, parent);
		if (function && function->entry)
			return function;
	}
	return NULL;
}

static struct hp_function *owner_of(struct hp_module *module, const struct hp_function *body)
{
	const char *name = hp_value_name(body->value);
	if (is_region(name))
		return referring(module, body->value);
	if (!is_lambda(name))
		return NULL;
	for (struct hp_function *each = module->first; each; each = each->next)
		if (each->entry && lambda_of(module->arena, name, hp_value_name(each->value)))
			return each;
	return NULL;
}

void hp_outlined_inherit(struct hp_module *module)
{
	bool again = true;
	while (again) { /* a lambda in a lambda: the inner one inherits in the next round */
		again = false;
		for (struct hp_function *body = module->first; body; body = body->next) {
			struct hp_function *owner = body->entry ? NULL : owner_of(module, body);
			if (!owner)
				continue;
			body->entry = hp_arena_printf(module->arena, "part of %s", hp_value_name(owner->value));
			hp_function_note(module, body);
			again = true;
		}
	}
}
