/*
 * Hashes of the code of functions in a finished object, FNV-1a of 64 bits: over a function's bytes, its
 * relocations (offset, type, symbol name) and the data without a name that these lead to, e.g. a jump table. Equal
 * hashes mean equal code; decides nothing about it.
 *
 * A function is what its section holds from its symbol to the next function's. With function sections that is all of
 * the section, funclets included. The object does not say where unnamed data ends: its whole section counts. Jump
 * tables have sections of their own; literals on windows-gnu share one, so a change of one changes the hash of all
 * that use any, which is the better mistake.
 */
#include "pass/object/code.h"

#include "base/arena.h"
#include "base/facts.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/object/wanted.h"

#include <llvm-c/Core.h>
#include <llvm-c/Object.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* A function that the object defines. */
struct definition {
	UT_hash_handle hh;
	const char *symbol;   /* key */
	const char *function; /* what the caller calls it; NULL: its hash is not asked for */
	const char *contents; /* of its section; NULL: not in the object */
	size_t at, end;       /* offsets in it */
	uint64_t hash;
	struct definition *same; /* has its place and its hash; NULL: none does */
};

/* A section with contents. */
struct section {
	UT_hash_handle hh;
	const char *contents; /* key */
	bool hashed;
	uint64_t hash;
};

struct walk {
	struct hp_arena *arena;
	LLVMBinaryRef binary;
	const char *strings; /* the object's string table: names in front of it are fields of eight bytes */
	struct definition *definitions;
	struct definition **order; /* those in the object by section and offset, `count` of them */
	size_t count;
	struct section *sections;
};

/* A name in the object, which need not end with a NUL. */
struct name {
	const char *text;
	size_t length;
};

static const uint64_t hash_start = 0xcbf29ce484222325u;

static void mix(uint64_t *hash, const void *data, size_t size)
{
	const unsigned char *at = data;
	for (size_t i = 0; i < size; i++)
		*hash = (*hash ^ at[i]) * 0x100000001b3u;
}

static void mix_number(uint64_t *hash, uint64_t number)
{
	unsigned char bytes[8];
	for (unsigned i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(number >> 8 * i);
	mix(hash, bytes, sizeof bytes);
}

static size_t read_number(const char *at, unsigned size)
{
	size_t number = 0;
	for (unsigned i = 0; i < size; i++)
		number |= (size_t)(unsigned char)at[i] << 8 * i;
	return number;
}

/* Source: Microsoft's PE format, "COFF File Header"; winnt.h, ANON_OBJECT_HEADER_BIGOBJ. */
static const char *string_table(const char *object, size_t size)
{
	enum { HEADER_SIZE = 20, SYMBOL_SIZE = 18, BIG_HEADER_SIZE = 56, BIG_SYMBOL_SIZE = 20 };
	size_t end = 0;
	if (size >= BIG_HEADER_SIZE && read_number(object, 4) == 0xffff0000u)
		end = read_number(object + 48, 4) + read_number(object + 52, 4) * BIG_SYMBOL_SIZE;
	else if (size >= HEADER_SIZE)
		end = read_number(object + 8, 4) + read_number(object + 12, 4) * SYMBOL_SIZE;
	return object + (end < size ? end : size);
}

static struct name symbol_name(const struct walk *walk, LLVMSymbolIteratorRef symbol)
{
	const char *text = LLVMGetSymbolName(symbol);
	if (!text)
		return (struct name){"", 0};
	const char *end = text < walk->strings ? memchr(text, '\0', 8) : text + strlen(text);
	return (struct name){text, end ? (size_t)(end - text) : 8};
}

static struct definition *add_definition(struct walk *walk, const char *symbol)
{
	struct definition *definition;
	HASH_FIND_STR(walk->definitions, symbol, definition);
	if (definition)
		return definition;
	definition = hp_arena_alloc(walk->arena, sizeof *definition);
	*definition = (struct definition){.symbol = hp_arena_strdup(walk->arena, symbol)};
	HASH_ADD_KEYPTR(hh, walk->definitions, definition->symbol, strlen(definition->symbol), definition);
	return definition;
}

/* The functions of a module; the marked ones have hashes. */
static void know_module(struct walk *walk, const struct hp_module *module)
{
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function)) {
		char *symbol = LLVMIsDeclaration(function) ? NULL : hp_shim_symbol(function);
		if (!symbol)
			continue;
		struct definition *definition = add_definition(walk, symbol);
		if (hp_function_is_marked(function) || hp_function_coroutine(module, function))
			definition->function = hp_arena_strdup(module->arena, hp_value_name(function));
		free(symbol);
	}
}

/* The functions of an object. Handlers and clean-ups are parts of one, as in the module that the object came from. */
static void know_function(void *self, const char *member, const char *symbol, bool x86)
{
	struct walk *walk = self;
	(void)member;
	(void)x86;
	if (hp_shim_is_part(symbol))
		return;
	struct definition *definition = add_definition(walk, symbol);
	definition->function = definition->symbol;
}

/* The section at the iterator; NULL if it is empty. */
static struct section *find_section(struct walk *walk, LLVMSectionIteratorRef at)
{
	struct section *section;
	if (LLVMObjectFileIsSectionIteratorAtEnd(walk->binary, at) || !LLVMGetSectionSize(at))
		return NULL;
	const char *contents = LLVMGetSectionContents(at);
	HASH_FIND_PTR(walk->sections, &contents, section);
	if (section || !contents)
		return section;
	section = hp_arena_alloc(walk->arena, sizeof *section);
	*section = (struct section){.contents = contents};
	HASH_ADD_PTR(walk->sections, contents, section);
	return section;
}

static void place_symbol(struct walk *walk, LLVMSymbolIteratorRef symbol, LLVMSectionIteratorRef at)
{
	struct definition *definition;
	LLVMMoveToContainingSection(at, symbol);
	struct section *section = find_section(walk, at);
	if (!section)
		return;
	struct name name = symbol_name(walk, symbol);
	HASH_FIND(hh, walk->definitions, name.text, name.length, definition);
	if (!definition || definition->contents)
		return;
	definition->contents = section->contents;
	definition->at = LLVMGetSymbolAddress(symbol);
	definition->end = LLVMGetSectionSize(at);
	walk->order[walk->count++] = definition;
}

static int compare(const void *left, const void *right)
{
	const struct definition *a = *(struct definition *const *)left, *b = *(struct definition *const *)right;
	if (a->contents != b->contents)
		return a->contents < b->contents ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

/* Other names of a function, aliases, end where it does. `next`: behind all its names. */
static void begin_hash(const struct walk *walk, size_t first, size_t next)
{
	struct definition *definition = walk->order[first];
	if (next < walk->count && walk->order[next]->contents == definition->contents)
		definition->end = walk->order[next]->at;
	definition->hash = hash_start;
	if (definition->at <= definition->end)
		mix(&definition->hash, definition->contents + definition->at, definition->end - definition->at);
	for (size_t i = first + 1; i < next; i++)
		walk->order[i]->same = definition;
}

static void place_symbols(struct walk *walk)
{
	LLVMSectionIteratorRef at = LLVMObjectFileCopySectionIterator(walk->binary);
	LLVMSymbolIteratorRef symbol = LLVMObjectFileCopySymbolIterator(walk->binary);
	walk->order = hp_arena_calloc(walk->arena, HASH_COUNT(walk->definitions) + 1, sizeof *walk->order);
	for (; !LLVMObjectFileIsSymbolIteratorAtEnd(walk->binary, symbol); LLVMMoveToNextSymbol(symbol))
		place_symbol(walk, symbol, at);
	LLVMDisposeSymbolIterator(symbol);
	LLVMDisposeSectionIterator(at);
	qsort(walk->order, walk->count, sizeof *walk->order, compare);
	for (size_t i = 0, next; i < walk->count; i = next) {
		for (next = i + 1; next < walk->count && compare(&walk->order[i], &walk->order[next]) == 0;)
			next++;
		begin_hash(walk, i, next);
	}
}

/* The definition that holds this byte of a section, NULL if none does. */
static struct definition *find_definition(const struct walk *walk, const char *contents, size_t offset)
{
	size_t low = 0, high = walk->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct definition *other = walk->order[middle];
		if (other->contents < contents || (other->contents == contents && other->at <= offset))
			low = middle + 1;
		else
			high = middle;
	}
	struct definition *found = low ? walk->order[low - 1] : NULL;
	if (!found || found->contents != contents)
		return NULL;
	return found->same ? found->same : found;
}

static void mix_relocation(const struct walk *walk, uint64_t *hash, LLVMRelocationIteratorRef relocation,
                           LLVMSymbolIteratorRef symbol, size_t start)
{
	struct name name = symbol_name(walk, symbol);
	mix_number(hash, LLVMGetRelocationOffset(relocation) - start);
	mix_number(hash, LLVMGetRelocationType(relocation));
	mix(hash, name.text, name.length);
	mix_number(hash, name.length);
}

/* Of a whole section, what its relocations lead to excluded. */
static uint64_t hash_section(const struct walk *walk, LLVMSectionIteratorRef at)
{
	uint64_t hash = hash_start;
	mix(&hash, LLVMGetSectionContents(at), LLVMGetSectionSize(at));
	LLVMRelocationIteratorRef relocation = LLVMGetRelocations(at);
	for (; !LLVMIsRelocationIteratorAtEnd(at, relocation); LLVMMoveToNextRelocation(relocation)) {
		LLVMSymbolIteratorRef symbol = LLVMGetRelocationSymbol(relocation);
		mix_relocation(walk, &hash, relocation, symbol, 0);
		LLVMDisposeSymbolIterator(symbol);
	}
	LLVMDisposeRelocationIterator(relocation);
	return hash;
}

/* Whether a symbol stands for a place in its section. LLVM names those far inside on ARM64 "$L.rdata_1". */
static bool is_section_symbol(const struct walk *walk, LLVMSymbolIteratorRef symbol, LLVMSectionIteratorRef at)
{
	struct name name = symbol_name(walk, symbol);
	const char *own = LLVMGetSectionName(at);
	return (own && strlen(own) == name.length && memcmp(own, name.text, name.length) == 0) ||
	       (name.length > 2 && memcmp(name.text, "$L", 2) == 0);
}

/* Mixes in what `symbol` stands for if it is data without a name. */
static void mix_target(struct walk *walk, uint64_t *hash, LLVMSymbolIteratorRef symbol, LLVMSectionIteratorRef at)
{
	LLVMMoveToContainingSection(at, symbol);
	struct section *section = find_section(walk, at);
	if (!section || find_definition(walk, section->contents, SIZE_MAX) || !is_section_symbol(walk, symbol, at))
		return;
	if (!section->hashed)
		section->hash = hash_section(walk, at);
	section->hashed = true;
	mix_number(hash, section->hash);
}

/* The relocations of one section go into the hashes of the functions that it holds. */
static void mix_relocations(struct walk *walk, LLVMSectionIteratorRef at, LLVMSectionIteratorRef target)
{
	const char *contents = LLVMGetSectionSize(at) ? LLVMGetSectionContents(at) : NULL;
	if (!contents || !find_definition(walk, contents, SIZE_MAX))
		return;
	LLVMRelocationIteratorRef relocation = LLVMGetRelocations(at);
	for (; !LLVMIsRelocationIteratorAtEnd(at, relocation); LLVMMoveToNextRelocation(relocation)) {
		struct definition *definition = find_definition(walk, contents, LLVMGetRelocationOffset(relocation));
		if (!definition || !definition->function)
			continue;
		LLVMSymbolIteratorRef symbol = LLVMGetRelocationSymbol(relocation);
		mix_relocation(walk, &definition->hash, relocation, symbol, definition->at);
		mix_target(walk, &definition->hash, symbol, target);
		LLVMDisposeSymbolIterator(symbol);
	}
	LLVMDisposeRelocationIterator(relocation);
}

static void walk_object(struct walk *walk, hp_wanted_visit_code visit, void *self)
{
	place_symbols(walk);
	LLVMSectionIteratorRef at = LLVMObjectFileCopySectionIterator(walk->binary);
	LLVMSectionIteratorRef target = LLVMObjectFileCopySectionIterator(walk->binary);
	for (; !LLVMObjectFileIsSectionIteratorAtEnd(walk->binary, at); LLVMMoveToNextSection(at))
		mix_relocations(walk, at, target);
	LLVMDisposeSectionIterator(target);
	LLVMDisposeSectionIterator(at);
	for (struct definition *definition = walk->definitions; definition; definition = definition->hh.next) {
		char hash[17];
		if (!definition->function || !definition->contents)
			continue;
		snprintf(hash, sizeof hash, "%016llx",
		         (unsigned long long)(definition->same ? definition->same->hash : definition->hash));
		visit(self, definition->function, hash);
	}
}

/* Visits the known functions with their hashes and forgets them. The reason of a failure, or NULL. */
static char *walk_buffer(struct walk *walk, LLVMMemoryBufferRef buffer, hp_wanted_visit_code visit, void *self)
{
	char *error = NULL;
	walk->strings = string_table(LLVMGetBufferStart(buffer), LLVMGetBufferSize(buffer));
	walk->binary = LLVMCreateBinary(buffer, NULL, &error);
	if (walk->binary) {
		walk_object(walk, visit, self);
		LLVMDisposeBinary(walk->binary);
	}
	HASH_CLEAR(hh, walk->definitions);
	HASH_CLEAR(hh, walk->sections);
	return error;
}

static void note(void *self, const char *function, const char *hash)
{
	struct hp_module *module = self;
	hp_facts_add(module->facts, HP_FACT_CODE, &(struct hp_fact){.code = {function, hash}});
}

void hp_code_note(struct hp_module *module, const char *object, size_t size)
{
	LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRange(object, size, "object", false);
	struct walk walk = {.arena = module->arena};
	know_module(&walk, module);
	LLVMDisposeMessage(walk_buffer(&walk, buffer, note, module));
	LLVMDisposeMemoryBuffer(buffer);
}

char *hp_code_visit(struct hp_arena *arena, LLVMMemoryBufferRef buffer, hp_wanted_visit_code visit, void *self)
{
	char *error = NULL;
	struct walk walk = {.arena = arena};
	struct hp_shim_functions to = {&walk, know_function};
	return hp_shim_visit_functions(buffer, &to, &error) ? walk_buffer(&walk, buffer, visit, self) : error;
}
