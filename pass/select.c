/*
 * Which functions are listed. Decides by name alone: every spelling an entry may have is looked up in one hash.
 * What listed functions reach is reach.c's.
 */
#include "base/arena.h"
#include "base/strvec.h"
#include "internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* One spelling of a function's name; several functions may share a spelling. */
struct spelling {
	UT_hash_handle hh;
	LLVMValueRef function;
	struct spelling *next; /* another function with this spelling */
	char *text;
};

struct names {
	struct spelling *by_text;
	struct hp_arena *arena;
};

struct hp_function *hp_function_find(struct hp_module *module, LLVMValueRef function)
{
	struct hp_function *found;
	HASH_FIND_PTR(module->functions, &function, found);
	return found;
}

struct hp_function *hp_function_add(struct hp_module *module, LLVMValueRef function)
{
	struct hp_function *found = hp_function_find(module, function);
	if (found)
		return found;
	found = hp_arena_alloc(module->arena, sizeof *found);
	found->value = function;
	HASH_ADD_PTR(module->functions, value, found);
	return found;
}

void hp_function_note(struct hp_module *module, const struct hp_function *function)
{
	char *symbol = hp_shim_symbol(function->value);
	hp_facts_add(module->facts, HP_FACT_SELECTED, hp_value_name(function->value), symbol ? symbol : "",
	             function->entry);
	free(symbol);
}

static bool is_definition(LLVMValueRef function)
{
	return !LLVMIsDeclaration(function) && LLVMGetLinkage(function) != LLVMAvailableExternallyLinkage;
}

static void names_add(struct names *names, const char *text, size_t length, LLVMValueRef function)
{
	struct spelling *found, *fresh;
	HASH_FIND(hh, names->by_text, text, length, found);
	for (struct spelling *each = found; each; each = each->next)
		if (each->function == function)
			return;
	fresh = hp_arena_alloc(names->arena, sizeof *fresh);
	fresh->function = function;
	fresh->text = hp_arena_strndup(names->arena, text, length);
	if (found) {
		fresh->next = found->next;
		found->next = fresh;
		return;
	}
	HASH_ADD_KEYPTR(hh, names->by_text, fresh->text, length, fresh);
}

/* "_f", "_f@4", "@f@8", "f@@16": the length of f inside, its start in *start; 0 if not decorated. */
static size_t undecorate(const char *symbol, const char **start)
{
	const char *at = strrchr(symbol, '@');
	*start = symbol;
	if (at && at != symbol && isdigit((unsigned char)at[1]) && strspn(at + 1, "0123456789") == strlen(at + 1)) {
		if (at[-1] == '@') /* vectorcall */
			return (size_t)(at - 1 - symbol);
		if (*symbol == '_' || *symbol == '@') {
			*start = symbol + 1;
			return (size_t)(at - symbol) - 1;
		}
		return (size_t)(at - symbol); /* windows-gnu on x64 decorates stdcall without underscore */
	}
	return 0;
}

/* The spellings besides the IR name: escape stripped, object symbol, undecorated C name. C++ names have no more. */
static void add_spellings(struct names *names, const char *name, LLVMValueRef function, bool prefixed)
{
	const char *start;
	size_t length;
	if (*name == '?')
		return;
	if (*name == '\1') {
		names_add(names, name + 1, strlen(name + 1), function);
		length = undecorate(name + 1, &start);
		if (length)
			names_add(names, start, length, function);
		else if (name[1] == '_' && prefixed)
			names_add(names, name + 2, strlen(name + 2), function);
		return;
	}
	length = undecorate(name, &start);
	if (length)
		names_add(names, start, length, function);
	if (prefixed || LLVMGetFunctionCallConv(function) != LLVMCCallConv) {
		char *symbol = hp_shim_symbol(function);
		if (symbol && strcmp(symbol, name) != 0) {
			names_add(names, symbol, strlen(symbol), function);
			length = undecorate(symbol, &start);
			if (length)
				names_add(names, start, length, function);
		}
		free(symbol);
	}
}

static void names_init(struct names *names, struct hp_module *module)
{
	*names = (struct names){.arena = module->arena};
	const char *layout = LLVMGetDataLayoutStr(module->module);
	bool prefixed = strstr(layout, "m:x") != NULL; /* x86: symbols start with an underscore */
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function)) {
		size_t length;
		if (is_definition(function))
			add_spellings(names, LLVMGetValueName2(function, &length), function, prefixed);
	}
}

/* The function an alias stands for, if the entry names an alias of a definition. */
static LLVMValueRef aliased_function(struct hp_module *module, const char *entry)
{
	LLVMValueRef alias = LLVMGetNamedGlobalAlias(module->module, entry, strlen(entry));
	LLVMValueRef base = alias ? hp_alias_base(alias) : NULL;
	return base && LLVMIsAFunction(base) && is_definition(base) ? base : NULL;
}

static void choose(struct hp_module *module, LLVMValueRef value, const char *entry)
{
	struct hp_function *function = hp_function_add(module, value);
	if (!function->entry)
		function->entry = entry;
}

/* Module order, so that the order of a list has no influence on the object. */
static void queue_chosen(struct hp_module *module)
{
	for (LLVMValueRef value = LLVMGetFirstFunction(module->module); value; value = LLVMGetNextFunction(value)) {
		struct hp_function *function = hp_function_find(module, value);
		if (!function || !function->entry)
			continue;
		function->queued = true;
		*module->last = function;
		module->last = &function->next;
		hp_function_note(module, function);
	}
}

/* An inline spelling may name several functions; all are chosen, since a missed one would be a wrong patch. */
static bool choose_entry(struct hp_module *module, struct names *names, const char *entry)
{
	bool found = false;
	LLVMValueRef function = LLVMGetNamedFunction(module->module, entry);
	if (function && is_definition(function)) {
		choose(module, function, entry);
		found = true;
	}
	struct spelling *spelling;
	HASH_FIND_STR(names->by_text, entry, spelling);
	for (; spelling; spelling = spelling->next) {
		choose(module, spelling->function, entry);
		found = true;
	}
	LLVMValueRef target = found ? NULL : aliased_function(module, entry);
	if (target) {
		choose(module, target, entry);
		found = true;
	}
	return found;
}

static bool supported(struct hp_module *module)
{
	const char *triple = hp_module_triple(module);
	static const char *const machines[] = {"x86_64-", "i386-", "i486-", "i586-", "i686-", "aarch64-", "arm64-"};
	bool machine = false;
	for (size_t i = 0; i < sizeof machines / sizeof *machines; i++)
		machine |= strncmp(triple, machines[i], strlen(machines[i])) == 0;
	if (machine && strstr(triple, "-windows"))
		return true;
	hp_error(
	    module->diag,
	    "cannot make functions of '%s' hot-patchable for '%s': use a Windows target on x86, x64 or ARM64, or "
	    "drop the function list",
	    module->name, *triple ? triple : "no target");
	return false;
}

bool hp_module_select(struct hp_module *module, const struct hp_strvec *entries, size_t *selected)
{
	if (!supported(module))
		return false;
	struct names names;
	names_init(&names, module);
	for (size_t i = 0; i < entries->count; i++)
		if (!choose_entry(module, &names, entries->items[i]))
			hp_facts_add(module->facts, HP_FACT_UNMATCHED, entries->items[i], "", "");
	HASH_CLEAR(hh, names.by_text);
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function))
		if (is_definition(function) &&
		    LLVMGetStringAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, HP_MARK,
		                                  sizeof HP_MARK - 1))
			choose(module, function, "IR attribute");
	queue_chosen(module);
	*selected = module->facts->kind[HP_FACT_SELECTED].count;
	return true;
}
