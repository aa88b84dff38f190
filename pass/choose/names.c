/*
 * Every spelling of the functions' names, and which functions an entry names. Decides by name alone: one hash lookup
 * an entry, or for a glob one comparison with each spelling.
 */
#include "pass/choose/names.h"

#include "base/arena.h"
#include "pass/choose/glob.h"
#include "pass/choose/source_name.h"
#include "pass/choose/spelling.h"
#include "pass/ir/clang_made.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

bool hp_names_is_definition(LLVMValueRef function)
{
	return !LLVMIsDeclaration(function) && LLVMGetLinkage(function) != LLVMAvailableExternallyLinkage;
}

/* Whether the function is among those whose names these are. */
static bool holds(const struct hp_names *names, LLVMValueRef function)
{
	return hp_names_is_definition(function) != names->declarations &&
	       !hp_clang_made_await(hp_value_name(function));
}

/* The spellings of one function are added together, so that a repeated one is at the head of its chain. */
static void add_to(struct hp_names *names, struct hp_spelling **table, const char *text, size_t length,
                   LLVMValueRef function)
{
	struct hp_spelling *found, *fresh;
	HASH_FIND(hh, *table, text, length, found);
	if (found && (found->function == function || (found->next && found->next->function == function)))
		return;
	fresh = hp_arena_alloc(names->module->arena, sizeof *fresh);
	fresh->function = function;
	if (found) {
		fresh->text = found->text;
		fresh->length = length;
		fresh->next = found->next;
		found->next = fresh;
		return;
	}
	fresh->text = hp_arena_strndup(names->module->arena, text, length);
	fresh->length = length;
	HASH_ADD_KEYPTR(hh, *table, fresh->text, length, fresh);
}

/* Where the spellings of one function go. */
struct addition {
	struct hp_names *names;
	LLVMValueRef function;
};

static void add_spelling(void *self, const char *text, size_t length)
{
	const struct addition *to = self;
	add_to(to->names, &to->names->by_text, text, length, to->function);
}

static void add_source_spelling(void *self, const char *text, size_t length)
{
	const struct addition *to = self;
	add_to(to->names, &to->names->by_source, text, length, to->function);
}

/* The spellings of the name of `named`, a function or an alias of it, besides the IR name: escape stripped, object
 * symbol, undecorated C name, plain C++ name. */
static void add_spellings(struct hp_names *names, LLVMValueRef named, LLVMValueRef function, bool prefixed)
{
	struct addition to = {names, function};
	size_t length;
	const char *name = LLVMGetValueName2(named, &length);
	if (*name == '\1') {
		add_spelling(&to, name + 1, length - 1);
		hp_spelling_of_symbol(name + 1, prefixed, add_spelling, &to);
		return;
	}
	hp_spelling_of_symbol(name, false, add_spelling, &to);
	if (*name == '?' || (!prefixed && LLVMGetFunctionCallConv(function) == LLVMCCallConv))
		return;
	char *symbol = hp_shim_symbol(named);
	if (symbol && strcmp(symbol, name) != 0) {
		add_spelling(&to, symbol, strlen(symbol));
		hp_spelling_of_symbol(symbol, false, add_spelling, &to);
	}
	free(symbol);
}

static void add_source(struct hp_names *names, LLVMValueRef function)
{
	struct addition to = {names, function};
	hp_spelling_of_source(names->module->arena, hp_value_name(function), &names->scratch, add_source_spelling,
	                      &to);
}

static void need_sources(struct hp_names *names)
{
	if (names->has_sources)
		return;
	names->has_sources = true;
	for (LLVMValueRef function = LLVMGetFirstFunction(names->module->module); function;
	     function = LLVMGetNextFunction(function))
		if (holds(names, function))
			add_source(names, function);
}

void hp_names_init(struct hp_names *names, struct hp_module *module, bool declarations)
{
	*names = (struct hp_names){.module = module, .declarations = declarations};
	bool prefixed = *module->target.prefix;
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function))
		if (holds(names, function))
			add_spellings(names, function, function, prefixed);
	for (LLVMValueRef alias = LLVMGetFirstGlobalAlias(module->module); alias;
	     alias = LLVMGetNextGlobalAlias(alias)) {
		LLVMValueRef base = hp_alias_base(alias);
		size_t length;
		if (!base || !LLVMIsAFunction(base) || !holds(names, base))
			continue;
		const char *name = LLVMGetValueName2(alias, &length);
		add_to(names, &names->by_text, name, length, base);
		add_spellings(names, alias, base, prefixed);
	}
}

void hp_names_fini(struct hp_names *names)
{
	HASH_CLEAR(hh, names->by_text);
	HASH_CLEAR(hh, names->by_source);
}

static void visit_all(struct hp_spelling *spelling, hp_names_visit visit, void *self)
{
	for (; spelling; spelling = spelling->next)
		visit(self, spelling->function);
}

static bool match_table(struct hp_spelling *table, const char *pattern, hp_names_visit visit, void *self)
{
	bool found = false;
	for (struct hp_spelling *spelling = table; spelling; spelling = spelling->hh.next) {
		if (!hp_glob_matches(pattern, spelling->text, spelling->length))
			continue;
		visit_all(spelling, visit, self);
		found = true;
	}
	return found;
}

static bool match_glob(struct hp_names *names, const char *pattern, hp_names_visit visit, void *self)
{
	bool found = match_table(names->by_text, pattern, visit, self);
	for (LLVMValueRef function = LLVMGetFirstFunction(names->module->module); function;
	     function = LLVMGetNextFunction(function)) {
		size_t length;
		const char *name = LLVMGetValueName2(function, &length);
		if (!holds(names, function) || !hp_glob_matches(pattern, name, length))
			continue;
		visit(self, function);
		found = true;
	}
	return found;
}

/* Looks for `text`, an entry or the pattern of one, among the source-level names. */
static bool match_source(struct hp_names *names, const char *text, bool is_pattern, hp_names_visit visit, void *self)
{
	struct hp_source_name *name = &names->scratch;
	struct hp_spelling *spelling;
	need_sources(names);
	if (!hp_source_name_parse(names->module->arena, text, name))
		return false;
	name->text[name->length] = '\0';
	if (is_pattern)
		return match_table(names->by_source, name->text, visit, self);
	HASH_FIND(hh, names->by_source, name->text, name->length, spelling);
	visit_all(spelling, visit, self);
	return spelling != NULL;
}

void hp_names_ignore(void *self, LLVMValueRef function)
{
	(void)self;
	(void)function;
}

/* A spelling may name several functions; all are visited, since a missed one would be a wrong patch. */
bool hp_names_match(struct hp_names *names, const char *entry, hp_names_visit visit, void *self)
{
	bool found = false;
	LLVMValueRef function = LLVMGetNamedFunction(names->module->module, entry);
	if (function && holds(names, function)) {
		visit(self, function);
		found = true;
	}
	struct hp_spelling *spelling;
	HASH_FIND_STR(names->by_text, entry, spelling);
	visit_all(spelling, visit, self);
	found |= spelling != NULL;
	const char *pattern = hp_glob_compile(names->module->arena, entry);
	if (pattern)
		found |= match_glob(names, pattern, visit, self);
	if (hp_source_name_is(entry))
		found |= match_source(names, pattern ? pattern : entry, pattern != NULL, visit, self);
	return found;
}
