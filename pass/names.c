/*
 * Every spelling of the functions' names, and which functions an entry names. Decides by name alone: one hash lookup
 * an entry, or for a glob one comparison with each spelling.
 */
#include "names.h"

#include "base/arena.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool hp_names_is_definition(LLVMValueRef function)
{
	return !LLVMIsDeclaration(function) && LLVMGetLinkage(function) != LLVMAvailableExternallyLinkage;
}

/* Whether the function is among those whose names these are. */
static bool holds(const struct hp_names *names, LLVMValueRef function)
{
	return hp_names_is_definition(function) != names->declarations;
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

static void add(struct hp_names *names, const char *text, size_t length, LLVMValueRef function)
{
	add_to(names, &names->by_text, text, length, function);
}

size_t hp_names_undecorate(const char *symbol, const char **start)
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

/* Without the decoration of stdcall, fastcall, vectorcall or regcall. */
static void add_undecorated(struct hp_names *names, const char *symbol, LLVMValueRef function)
{
	const char *start = symbol;
	size_t length = hp_names_undecorate(symbol, &start);
	if (length)
		add(names, start, length, function);
	else if (strncmp(symbol, "__regcall", 9) == 0 && symbol[9] >= '3' && strncmp(symbol + 10, "__", 2) == 0)
		add(names, symbol + 12, strlen(symbol + 12), function);
}

/*
 * The plain name of a C++ function outside namespaces and classes that is no template: `?f@@YAHXZ`, `_Z1fv`,
 * `_ZL1fv`. Read off the symbol, because demangling everything would cost more than the rest of the selection.
 */
static size_t plain_name(const char *symbol, const char **start)
{
	if (*symbol == '?') {
		size_t length = strcspn(symbol + 1, "@?");
		*start = symbol + 1;
		return strncmp(symbol + 1 + length, "@@Y", 3) == 0 ? length : 0;
	}
	if (strncmp(symbol, "_Z", 2) != 0)
		return 0;
	char *name;
	symbol += symbol[2] == 'L' ? 3 : 2;
	if (!isdigit((unsigned char)*symbol))
		return 0;
	unsigned long length = strtoul(symbol, &name, 10);
	*start = name;
	return length < strlen(name) && name[length] != 'I' && name[length] != 'B' ? length : 0;
}

/* The spellings of the name of `named`, a function or an alias of it, besides the IR name: escape stripped, object
 * symbol, undecorated C name, plain C++ name. */
static void add_spellings(struct hp_names *names, LLVMValueRef named, LLVMValueRef function, bool prefixed)
{
	size_t length;
	const char *name = LLVMGetValueName2(named, &length), *start;
	const char *bare = *name == '\1' ? name + 1 : name;
	if (bare != name)
		add(names, bare, strlen(bare), function);
	length = plain_name(bare, &start);
	if (length)
		add(names, start, length, function);
	if (*bare == '?')
		return;
	add_undecorated(names, bare, function);
	if (bare != name) {
		if (*bare == '_' && prefixed && !hp_names_undecorate(bare, &start))
			add(names, bare + 1, strlen(bare + 1), function);
	} else if (prefixed || LLVMGetFunctionCallConv(function) != LLVMCCallConv) {
		char *symbol = hp_shim_symbol(named);
		if (symbol && strcmp(symbol, name) != 0) {
			add(names, symbol, strlen(symbol), function);
			add_undecorated(names, symbol, function);
		}
		free(symbol);
	}
}

/* A name without template arguments stands for all instantiations, one without parameters for all overloads, one
 * without `const` behind it for both. */
static void add_source(struct hp_names *names, LLVMValueRef function)
{
	struct hp_source_name *name = &names->scratch;
	char *source = hp_shim_source_name(hp_value_name(function));
	bool found = source && hp_source_name_parse(names->module->arena, source, name);
	free(source);
	if (!found)
		return;
	struct {
		const char *text;
		size_t length;
	} forms[] = {{name->text, name->name}, {name->text, name->last}, {name->bare, name->bare_length}};
	size_t ends[] = {name->name, name->params, name->length};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		memcpy(name->spare, forms[i].text, forms[i].length);
		for (size_t j = 0; j < sizeof ends / sizeof *ends; j++) {
			size_t rest = ends[j] - name->name;
			memcpy(name->spare + forms[i].length, name->text + name->name, rest);
			add_to(names, &names->by_source, name->spare, forms[i].length + rest, function);
		}
	}
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
	bool prefixed = strstr(LLVMGetDataLayoutStr(module->module), "m:x") != NULL; /* x86: `_` before symbols */
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
		add(names, name, length, base);
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
