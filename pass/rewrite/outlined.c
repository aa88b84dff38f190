/*
 * Bodies that clang outlines from a function: SEH filters and finally blocks, OpenMP regions, lambdas, blocks. The
 * source shows them as part of the function, so a listed function hands its marking on to them. Decides by clang's
 * names.
 */
#include "pass/rewrite/outlined.h"

#include "base/arena.h"
#include "base/text.h"
#include "pass/ir/clang_made.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <stdio.h>
#include <string.h>

/* A body that nothing but its function refers to. Source: clang's CGOpenMPRuntime.cpp. */
static bool is_region(const char *name)
{
	if (hp_clang_made_seh(name))
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

/* Clang's name for the body of a block: `__f_block_invoke_2`. */
static bool is_block(const char *name)
{
	return hp_starts_with(name, "__") && strstr(name, "_block_invoke");
}

/* Whether a lambda's name of the form `??R<lambda_0>@?0??f@@YAHH@Z@…` has the owner's in it. */
static bool lambda_in(const char *name, const char *owner)
{
	size_t length = strlen(owner);
	for (const char *at = strstr(name + 2, owner); at; at = strstr(at + 1, owner))
		if (at[-1] == '?' && at[length] == '@' && (*owner == '?' || (at[-2] == '?' && at[length + 1] == '@')))
			return true;
	return false;
}

/* Whether a lambda's or block's name places it in the function `owner`. */
static bool body_of(const char *name, const char *owner)
{
	if (is_block(name))
		return hp_starts_with(name + 2, owner) && hp_starts_with(name + 2 + strlen(owner), "_block_invoke");
	if (*name == '?')
		return lambda_in(name, owner);
	char count[32] = ""; /* a C name is preceded by its length */
	if (hp_starts_with(owner, "_Z"))
		owner += 2;
	else
		snprintf(count, sizeof count, "%zu", strlen(owner));
	name += 3;
	return hp_starts_with(name, count) && hp_starts_with(name + strlen(count), owner) &&
	       name[strlen(count) + strlen(owner)] == 'E';
}

/* The listed function whose instructions refer to the body; NULL if none does. */
static struct hp_function *referring(struct hp_module *module, LLVMValueRef body)
{
	for (LLVMUseRef use = LLVMGetFirstUse(body); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (!LLVMIsAInstruction(user))
			continue;
		struct hp_function *function = hp_function_find(module, hp_instruction_function(user));
		if (function && function->entry)
			return function;
	}
	return NULL;
}

static struct hp_function *owner_of(struct hp_module *module, LLVMValueRef body)
{
	const char *name = hp_value_name(body);
	if (hp_clang_made_await(name))
		return NULL;
	if (is_region(name))
		return referring(module, body);
	if (!is_lambda(name) && !is_block(name))
		return NULL;
	for (struct hp_function *each = module->first; each; each = each->next)
		if (each->entry && body_of(name, hp_value_name(each->value)))
			return each;
	return NULL;
}

bool hp_outlined_belongs(struct hp_module *module, LLVMValueRef function)
{
	return owner_of(module, function) != NULL;
}

void hp_outlined_inherit(struct hp_module *module)
{
	bool again = true;
	while (again) { /* a lambda in a lambda: the inner one inherits in the next round */
		again = false;
		for (struct hp_function *body = module->first; body; body = body->next) {
			struct hp_function *owner = body->entry ? NULL : owner_of(module, body->value);
			if (!owner)
				continue;
			body->entry = hp_arena_printf(module->arena, "part of %s", hp_value_name(owner->value));
			hp_function_note(module, body);
			again = true;
		}
	}
}
