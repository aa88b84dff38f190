/*
 * Listed functions in finished objects. Decides by symbols alone. The list is prepared once and each symbol looked up
 * in it: the other way round, as names.c does for a module, every symbol of a whole build would be kept.
 */
#include "pass/object/wanted.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "base/target.h"
#include "base/text.h"
#include "pass/choose/glob.h"
#include "pass/choose/names.h"
#include "pass/choose/near.h"
#include "pass/choose/source_name.h"
#include "pass/choose/spelling.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/object/code.h"
#include "pass/object/inlined_shim.h"

#include <ctype.h>
#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

enum { SUGGESTIONS_FROM = 400 * 1000 /* functions at most that suggestions are made from: 300 MB */ };

/* An entry under one of the texts that may be met. */
struct wanted_text {
	UT_hash_handle hh;
	struct wanted_text *next; /* another entry with this text */
	size_t entry;
};

struct wanted_glob {
	const char *pattern;
	size_t entry;
};

struct globs {
	struct wanted_glob *items;
	size_t count;
};

struct hp_wanted {
	struct hp_arena *arena;
	const struct hp_strvec *entries;
	struct wanted_text *by_text, *by_source;
	struct globs text_globs, source_globs;
	/* Parts that a symbol must hold for a source-level name to be wanted; none: all must be looked at. */
	const char **parts;
	size_t part_count;
	bool any_part;
	/* For inlined copies: names without parameters of all entries, and what an object must hold to have any. */
	struct wanted_text *by_bare;
	struct hp_strvec needles;
	bool any_needle;
	struct hp_source_name scratch;
};

/* One symbol on its way through the list. */
struct look {
	struct hp_wanted *wanted;
	hp_wanted_visit visit;
	void *self;
	const char *symbol, *member;
};

static void add_text(struct hp_wanted *wanted, struct wanted_text **table, const char *text, size_t entry)
{
	struct wanted_text *found, *fresh = hp_arena_alloc(wanted->arena, sizeof *fresh);
	fresh->entry = entry;
	HASH_FIND_STR(*table, text, found);
	if (found) {
		fresh->next = found->next;
		found->next = fresh;
	} else {
		HASH_ADD_KEYPTR(hh, *table, text, strlen(text), fresh);
	}
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The last identifier of the name before its parameters: manglings spell it out. NULL: it may not be there. */
static const char *last_part(struct hp_arena *arena, const char *entry)
{
	size_t end = strcspn(entry, "(<");
	if (strstr(entry, "operator"))
		return NULL;
	while (end && !is_word(entry[end - 1]))
		end--;
	size_t start = end;
	while (start && is_word(entry[start - 1]))
		start--;
	return start < end ? hp_arena_strndup(arena, entry + start, end - start) : NULL;
}

static void add_source(struct hp_wanted *wanted, size_t index, const char *pattern)
{
	const char *entry = wanted->entries->items[index];
	struct hp_source_name *name = &wanted->scratch;
	if (!hp_source_name_parse(wanted->arena, pattern ? pattern : entry, name))
		return;
	const char *text = hp_arena_strndup(wanted->arena, name->text, name->length);
	const char *part = pattern ? NULL : last_part(wanted->arena, entry);
	if (pattern)
		wanted->source_globs.items[wanted->source_globs.count++] = (struct wanted_glob){text, index};
	else
		add_text(wanted, &wanted->by_source, text, index);
	if (part)
		wanted->parts[wanted->part_count++] = part;
	else
		wanted->any_part = true;
}

/* Where an entry that is a mangled name stands while its source-level names come. */
struct bare {
	struct hp_wanted *wanted;
	size_t entry;
};

static void add_bare(void *self, const char *text, size_t length)
{
	struct bare *bare = self;
	struct hp_wanted *wanted = bare->wanted;
	const char *name = hp_arena_strndup(wanted->arena, text, length);
	add_text(wanted, &wanted->by_bare, hp_arena_strndup(wanted->arena, name, strcspn(name, "(<")), bare->entry);
	const char *part = last_part(wanted->arena, name);
	if (part)
		hp_strvec_push(&wanted->needles, part);
	else
		wanted->any_needle = true;
}

/* The names that debug information may have for an entry. */
static void add_inlined(struct hp_wanted *wanted, size_t index, bool is_glob)
{
	const char *entry = wanted->entries->items[index];
	struct bare bare = {wanted, index};
	bool mangled = *entry == '?' || strncmp(entry, "_Z", 2) == 0 || strncmp(entry, "__Z", 3) == 0;
	if (is_glob)
		wanted->any_needle = true;
	else if (mangled)
		hp_spelling_of_source(wanted->arena, entry, &wanted->scratch, add_bare, &bare);
	else
		add_bare(&bare, entry, strlen(entry));
}

struct hp_wanted *hp_wanted_new(struct hp_arena *arena, const struct hp_strvec *entries)
{
	struct hp_wanted *wanted = hp_arena_alloc(arena, sizeof *wanted);
	wanted->arena = arena;
	wanted->entries = entries;
	hp_strvec_init(&wanted->needles, arena);
	wanted->text_globs.items = hp_arena_calloc(arena, entries->count + 1, sizeof(struct wanted_glob));
	wanted->source_globs.items = hp_arena_calloc(arena, entries->count + 1, sizeof(struct wanted_glob));
	wanted->parts = hp_arena_calloc(arena, entries->count + 1, sizeof *wanted->parts);
	for (size_t i = 0; i < entries->count; i++) {
		const char *entry = entries->items[i];
		const char *pattern = hp_glob_compile(arena, entry);
		add_text(wanted, &wanted->by_text, *entry == '\1' ? entry + 1 : entry, i);
		if (pattern)
			wanted->text_globs.items[wanted->text_globs.count++] = (struct wanted_glob){pattern, i};
		if (hp_source_name_is(entry))
			add_source(wanted, i, pattern);
		add_inlined(wanted, i, pattern != NULL);
	}
	return wanted;
}

void hp_wanted_free(struct hp_wanted *wanted)
{
	HASH_CLEAR(hh, wanted->by_text);
	HASH_CLEAR(hh, wanted->by_source);
	HASH_CLEAR(hh, wanted->by_bare);
}

static void look_up(struct look *look, struct wanted_text *table, const struct globs *globs, const char *text,
                    size_t length)
{
	struct wanted_text *found;
	HASH_FIND(hh, table, text, length, found);
	for (; found; found = found->next)
		look->visit(look->self, found->entry, look->symbol, look->member);
	for (size_t i = 0; i < globs->count; i++)
		if (hp_glob_matches(globs->items[i].pattern, text, length))
			look->visit(look->self, globs->items[i].entry, look->symbol, look->member);
}

static void look_text(void *self, const char *text, size_t length)
{
	struct look *look = self;
	look_up(look, look->wanted->by_text, &look->wanted->text_globs, text, length);
}

static void look_source(void *self, const char *text, size_t length)
{
	struct look *look = self;
	look_up(look, look->wanted->by_source, &look->wanted->source_globs, text, length);
}

/* Whether demangling the symbol is worth its time. */
static bool may_be_source(const struct hp_wanted *wanted, const char *symbol)
{
	if (wanted->any_part)
		return true;
	for (size_t i = 0; i < wanted->part_count; i++)
		if (strstr(symbol, wanted->parts[i]))
			return true;
	return false;
}

/* `.weak.f.default…` is how COFF spells the body of a weak f. */
static const char *without_weak(struct hp_arena *arena, const char *symbol)
{
	const char *end = strncmp(symbol, ".weak.", 6) == 0 ? strstr(symbol + 6, ".default") : NULL;
	return end ? hp_arena_strndup(arena, symbol + 6, (size_t)(end - symbol - 6)) : symbol;
}

static void look_symbol(void *self, const char *member, const char *symbol, bool x86)
{
	struct look *look = self;
	struct hp_wanted *wanted = look->wanted;
	symbol = without_weak(wanted->arena, symbol);
	look->symbol = symbol;
	look->member = member;
	if (member)
		look->visit(look->self, SIZE_MAX, symbol, member);
	look_text(look, symbol, strlen(symbol));
	hp_spelling_of_symbol(symbol, x86, look_text, look);
	symbol = hp_spelling_unprefixed(symbol, x86);
	if ((*symbol == '?' || *symbol == '_') && may_be_source(wanted, symbol))
		hp_spelling_of_source(wanted->arena, symbol, &wanted->scratch, look_source, look);
}

/* Who looks at a file: one of them. */
struct visitor {
	const struct hp_shim_functions *functions;
	const struct hp_shim_refs *refs;
	struct hp_arena *arena; /* for `code` */
	hp_wanted_visit_code code;
	void *self;
};

/* Visits a file; the reason of a failure is malloc'ed, as LLVM's are. */
static char *visit_file(const char *path, const struct visitor *visitor)
{
	LLVMMemoryBufferRef buffer;
	char *error = NULL;
	if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &error))
		return error;
	if (visitor->code)
		error = hp_code_visit(visitor->arena, buffer, visitor->code, visitor->self);
	else if (visitor->functions ? hp_shim_visit_functions(buffer, visitor->functions, &error)
	                            : hp_shim_visit_refs(buffer, visitor->refs, &error))
		error = NULL;
	LLVMDisposeMemoryBuffer(buffer);
	return error;
}

/* Keeps the reason of a failure. */
static bool succeeded(struct hp_arena *arena, char *error, const char **reason)
{
	if (!error)
		return true;
	*reason = hp_arena_strdup(arena, error);
	free(error);
	return false;
}

bool hp_wanted_scan(struct hp_wanted *wanted, const char *path, hp_wanted_visit visit, void *self,
                    const char **reason)
{
	struct look look = {.wanted = wanted, .visit = visit, .self = self};
	struct hp_shim_functions to = {&look, look_symbol};
	return succeeded(wanted->arena, visit_file(path, &(struct visitor){.functions = &to}), reason);
}

bool hp_wanted_refs(struct hp_arena *arena, const char *path, hp_wanted_visit_ref visit, void *self,
                    const char **reason)
{
	struct hp_shim_refs to = {self, visit};
	return succeeded(arena, visit_file(path, &(struct visitor){.refs = &to}), reason);
}

bool hp_wanted_code(struct hp_arena *arena, const char *path, hp_wanted_visit_code visit, void *self,
                    const char **reason)
{
	struct visitor visitor = {.arena = arena, .code = visit, .self = self};
	return succeeded(arena, visit_file(path, &visitor), reason);
}

/* An inlined copy on its way through the list. */
struct copy {
	struct hp_wanted *wanted;
	hp_wanted_visit_inlined visit;
	void *self;
	const char *holder;
};

static void found_copy(void *self, size_t entry, const char *symbol, const char *member)
{
	struct copy *copy = self;
	(void)symbol;
	(void)member;
	copy->visit(copy->self, entry, copy->holder);
}

static void look_inlined(void *self, const char *inlined, const char *holder)
{
	struct copy *copy = self;
	struct hp_wanted *wanted = copy->wanted;
	struct look look = {.wanted = wanted, .visit = found_copy, .self = copy};
	size_t bare = strcspn(inlined, "(<");
	copy->holder = holder;
	if (*inlined == '?' || strncmp(inlined, "_Z", 2) == 0) { /* the linker's name is exact */
		look_symbol(&look, NULL, inlined, false);
		return;
	}
	look.symbol = inlined;
	struct globs none = {0};
	look_up(&look, wanted->by_bare, &none, inlined, bare);
	look_text(&look, inlined, bare);
	for (size_t i = 0; i < wanted->source_globs.count; i++)
		if (hp_glob_matches(wanted->source_globs.items[i].pattern, inlined, bare))
			copy->visit(copy->self, wanted->source_globs.items[i].entry, holder);
}

/* Whether reading the debug information is worth its time. */
static bool may_have_copies(const struct hp_wanted *wanted, LLVMMemoryBufferRef buffer)
{
	const char *start = LLVMGetBufferStart(buffer);
	size_t size = LLVMGetBufferSize(buffer);
	for (size_t i = 0; !wanted->any_needle && i < wanted->needles.count; i++)
		if (hp_find_bytes(start, size, wanted->needles.items[i], strlen(wanted->needles.items[i])))
			return true;
	return wanted->any_needle;
}

void hp_wanted_inlined(struct hp_wanted *wanted, const char *path, hp_wanted_visit_inlined visit, void *self)
{
	struct copy copy = {wanted, visit, self, NULL};
	struct hp_shim_inlined to = {&copy, look_inlined};
	LLVMMemoryBufferRef buffer;
	char *error = NULL;
	if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &error)) {
		free(error);
		return;
	}
	if (may_have_copies(wanted, buffer))
		hp_shim_visit_inlined(buffer, &to);
	LLVMDisposeMemoryBuffer(buffer);
}

/* A module that defines the functions of many files, so that near.c can look at them. */
struct gathering {
	struct hp_module *module;
	LLVMTypeRef type;
	size_t count;
};

static void gather(void *self, const char *member, const char *symbol, bool x86)
{
	struct gathering *to = self;
	LLVMModuleRef module = to->module->module;
	(void)member;
	if (to->count >= SUGGESTIONS_FROM)
		return;
	if (!to->count++) /* of two kinds of files the first decides */
		to->module->target = hp_target_parse(x86 ? "i686-pc-windows" : "x86_64-pc-windows");
	symbol = without_weak(to->module->arena, symbol);
	const char *bare = hp_spelling_unprefixed(symbol, x86);
	const char *name = x86 && bare == symbol ? hp_arena_printf(to->module->arena, "\1%s", symbol) : bare;
	if (LLVMGetNamedFunction(module, name))
		return;
	LLVMValueRef function = LLVMAddFunction(module, name, to->type);
	LLVMPositionBuilderAtEnd(to->module->builder,
	                         LLVMAppendBasicBlockInContext(to->module->context, function, ""));
	LLVMBuildUnreachable(to->module->builder);
}

void hp_wanted_suggest(struct hp_wanted *wanted, struct hp_diag *diag, const struct hp_strvec *paths,
                       const struct hp_strvec *entries, const char **suggestions)
{
	struct hp_module module = {.diag = diag, .arena = wanted->arena, .name = "the base build"};
	struct hp_names names;
	struct hp_near near;
	module.target = hp_target_parse(""); /* until an object says more */
	module.context = LLVMContextCreate();
	module.module = LLVMModuleCreateWithNameInContext("", module.context);
	module.builder = LLVMCreateBuilderInContext(module.context);
	struct gathering gathering = {&module,
	                              LLVMFunctionType(LLVMVoidTypeInContext(module.context), NULL, 0, false), 0};
	struct hp_shim_functions to = {&gathering, gather};
	for (size_t i = 0; i < paths->count && gathering.count < SUGGESTIONS_FROM; i++)
		free(visit_file(paths->items[i], &(struct visitor){.functions = &to}));
	hp_names_init(&names, &module, false);
	for (size_t i = 0; i < entries->count; i++) /* fills the tables that near.c looks at */
		hp_names_match(&names, entries->items[i], hp_names_ignore, NULL);
	hp_near_init(&near, &names);
	for (size_t i = 0; i < entries->count; i++) {
		const char *meant = hp_near_find(&near, entries->items[i]); /* perhaps the module's own text */
		suggestions[i] = meant ? hp_arena_strdup(wanted->arena, meant) : NULL;
	}
	hp_near_fini(&near);
	hp_names_fini(&names);
	LLVMDisposeBuilder(module.builder);
	LLVMDisposeModule(module.module);
	LLVMContextDispose(module.context);
}
