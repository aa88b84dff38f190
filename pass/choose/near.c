/*
 * Near misses: for an entry without a function, the function of this unit that is probably meant. Decides what is
 * close enough; says nothing itself.
 *
 * A list serves a whole build, so most entries without a function are right. Hence only functions that are not listed
 * are suggested, none for an entry that is declared here, and digits must agree: f1 is no misspelt f2.
 */
#include "pass/choose/near.h"

#include "base/arena.h"
#include "base/diag.h"
#include "pass/choose/glob.h"
#include "pass/choose/names.h"
#include "pass/choose/source_name.h"
#include "pass/choose/spelling.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"

#include <ctype.h>
#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

enum {
	DISTANCE_MAX = 2,
	BAND = 2 * DISTANCE_MAX + 1,
	FAR = DISTANCE_MAX + 1,
	LENGTH_MAX = 4096,
	STEPS_MAX = 100 * 1000 * 1000 /* of one compilation; 0.2 s */
};

/* A spelling that may be suggested. */
struct hp_near_candidate {
	const char *text;
	size_t length;
	uint64_t letters; /* a bit for each character that occurs */
	size_t order;
};

/* What a spelling is without case, leading underscores and decoration; or a source-level name without its start. */
struct hp_near_folded {
	UT_hash_handle hh;
	const char *text; /* the key is in the arena behind this struct */
	char key[];
};

static bool is_candidate(const struct hp_near *near, LLVMValueRef function)
{
	const struct hp_function *known = hp_function_find(near->names->module, function);
	return hp_names_is_definition(function) && !(known && known->entry);
}

static uint64_t letters_of(const char *text, size_t length)
{
	uint64_t letters = 0;
	for (size_t i = 0; i < length; i++)
		letters |= UINT64_C(1) << (text[i] & 63);
	return letters;
}

/* Writes the folded form of `text` to `to`, which has room for it; returns its length. */
static size_t fold(const char *text, char *to)
{
	const char *start = text;
	size_t length = *text == '?' ? 0 : hp_spelling_undecorate(text, &start);
	if (!length)
		length = strlen(start);
	for (; length && *start == '_'; length--)
		start++;
	for (size_t i = 0; i < length; i++)
		to[i] = (char)tolower((unsigned char)start[i]);
	return length;
}

static void add_folded(struct hp_near_set *set, struct hp_arena *arena, const char *key, const char *text)
{
	struct hp_near_folded *found, *fresh = hp_arena_alloc(arena, sizeof *fresh + strlen(key) + 1);
	size_t length = fold(key, fresh->key);
	HASH_FIND(hh, set->folded, fresh->key, length, found);
	fresh->text = text;
	if (!found && length)
		HASH_ADD_KEYPTR(hh, set->folded, fresh->key, length, fresh);
}

static void add(struct hp_near *near, struct hp_near_set *set, const char *text, size_t length)
{
	struct hp_arena *arena = near->names->module->arena;
	if (length > LENGTH_MAX || !length)
		return;
	if (set->count == set->capacity) {
		set->capacity = set->capacity ? set->capacity * 2 : 64;
		struct hp_near_candidate *grown = hp_arena_calloc(arena, set->capacity, sizeof *grown);
		if (set->count)
			memcpy(grown, set->items, set->count * sizeof *grown);
		set->items = grown;
	}
	set->items[set->count] = (struct hp_near_candidate){text, length, letters_of(text, length), set->count};
	set->count++;
	add_folded(set, arena, text, text);
	if (set != &near->source)
		return;
	for (const char *part = strstr(text, "::"); part && strstr(part + 2, "::"); part = strstr(part + 2, "::"))
		add_folded(set, arena, part + 2, text); /* its namespace forgotten */
}

static void add_table(struct hp_near *near, struct hp_near_set *set, struct hp_spelling *table)
{
	for (struct hp_spelling *spelling = table; spelling; spelling = spelling->hh.next)
		for (struct hp_spelling *each = spelling; each; each = each->next)
			if (is_candidate(near, each->function)) {
				add(near, set, spelling->text, spelling->length);
				break;
			}
}

static int shorter(const void *left, const void *right)
{
	const struct hp_near_candidate *a = left, *b = right;
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

/* Collects what may be suggested, once something is looked for. */
static void fill(struct hp_near *near, struct hp_near_set *set)
{
	if (set->filled)
		return;
	set->filled = true;
	if (set == &near->source) {
		add_table(near, set, near->names->by_source);
	} else {
		LLVMModuleRef module = near->names->module->module;
		for (LLVMValueRef each = LLVMGetFirstFunction(module); each; each = LLVMGetNextFunction(each)) {
			const char *name = hp_value_name(each);
			if (is_candidate(near, each))
				add(near, set, name, strlen(name));
		}
		add_table(near, set, near->names->by_text);
	}
	if (set->count)
		qsort(set->items, set->count, sizeof *set->items, shorter);
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The cost of losing, adding or replacing a character. */
static unsigned cost(char c)
{
	return isdigit((unsigned char)c) ? FAR : 1;
}

/*
 * The number of characters lost, added, replaced or swapped between `a` and `b`, FAR if it is more than DISTANCE_MAX.
 * Source: Damerau and Levenshtein, optimal string alignment, in a band around the diagonal.
 */
static unsigned distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned rows[3][BAND + 1];
	for (size_t i = 0; i <= a_length; i++) {
		unsigned *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3], nearest = FAR;
		row[BAND] = FAR;
		for (size_t k = 0; k < BAND; k++) {
			size_t j = i + k - DISTANCE_MAX; /* wraps below zero, and is then too large, too */
			unsigned best = i == 0 && j == 0 ? 0 : FAR;
			if (j > b_length) {
				row[k] = FAR;
				continue;
			}
			if (i && j)
				best = last[k] +
				       (a[i - 1] == b[j - 1] ? 0 : least(FAR, cost(a[i - 1]) * cost(b[j - 1])));
			if (i)
				best = least(best, last[k + 1] + cost(a[i - 1]));
			if (j && k)
				best = least(best, row[k - 1] + cost(b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = least(best, before[k] + least(FAR, cost(a[i - 1]) * cost(a[i - 2])));
			row[k] = least(best, FAR);
			nearest = least(nearest, row[k]);
		}
		if (nearest == FAR)
			return FAR;
	}
	return rows[a_length % 3][b_length - a_length + DISTANCE_MAX];
}

/* The first candidate of at least this length. */
static size_t first_of_length(const struct hp_near_set *set, size_t length)
{
	size_t low = 0, high = set->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (set->items[middle].length < length)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const char *find_close(struct hp_near *near, const struct hp_near_set *set, const char *text, size_t length)
{
	unsigned limit = (unsigned)least((unsigned)((length - 1) / 2), DISTANCE_MAX);
	uint64_t letters = letters_of(text, length);
	const char *found = NULL;
	size_t i = first_of_length(set, length > limit ? length - limit : 0);
	for (; limit && i < set->count && set->items[i].length <= length + limit; i++) {
		const struct hp_near_candidate *candidate = &set->items[i];
		if (near->steps++ >= STEPS_MAX)
			return found;
		if ((unsigned)__builtin_popcountll(letters ^ candidate->letters) > 2 * limit)
			continue;
		near->steps += BAND * length;
		unsigned far = distance(text, length, candidate->text, candidate->length);
		if (far > limit)
			continue;
		found = candidate->text;
		limit = far - 1; /* only a closer one is better */
		i = far > 1 ? first_of_length(set, length - limit) - 1 : i;
	}
	return found;
}

/* The function's name is right, its parameters are not. */
static const char *find_overload(struct hp_near *near, const struct hp_source_name *name)
{
	struct hp_names *names = near->names;
	struct hp_spelling *spelling;
	if (name->params == name->name)
		return NULL;
	HASH_FIND(hh, names->by_source, name->text, name->name, spelling);
	while (spelling && !is_candidate(near, spelling->function))
		spelling = spelling->next;
	char *source = spelling ? hp_shim_source_name(hp_value_name(spelling->function)) : NULL;
	bool known = source && hp_source_name_parse(names->module->arena, source, &names->scratch);
	free(source);
	return known ? hp_arena_strndup(names->module->arena, names->scratch.text, names->scratch.params) : NULL;
}

struct wish {
	const struct hp_near *near;
	bool found;
};

static void note_candidate(void *self, LLVMValueRef function)
{
	struct wish *wish = self;
	wish->found |= is_candidate(wish->near, function);
}

/* An undecorated name is none of templates and anonymous namespaces, but `::name` is their source-level name. */
static const char *find_global(struct hp_near *near, const char *entry)
{
	struct wish wish = {near, false};
	const char *source = hp_arena_printf(near->names->module->arena, "::%s", entry);
	hp_names_match(near->names, source, note_candidate, &wish);
	return wish.found ? source : NULL;
}

static const char *find(struct hp_near *near, const char *entry)
{
	struct hp_near_set *set = &near->plain;
	struct hp_names *names = near->names;
	const char *found = NULL;
	if (hp_source_name_is(entry)) {
		if (!hp_source_name_parse(names->module->arena, entry, &names->scratch))
			return NULL;
		set = &near->source;
		entry = hp_arena_strndup(names->module->arena, names->scratch.text, names->scratch.length);
		found = find_overload(near, &names->scratch);
	} else {
		found = find_global(near, entry);
	}
	size_t length = strlen(entry);
	if (found || !length || length > LENGTH_MAX)
		return found;
	fill(near, set);
	char key[LENGTH_MAX];
	struct hp_near_folded *folded;
	length = fold(entry, key);
	HASH_FIND(hh, set->folded, key, length, folded);
	return folded ? folded->text : find_close(near, set, entry, strlen(entry));
}

void hp_near_init(struct hp_near *near, struct hp_names *names)
{
	*near = (struct hp_near){.names = names};
}

const char *hp_near_find(struct hp_near *near, const char *entry)
{
	const char *found = hp_glob_compile(near->names->module->arena, entry) ? NULL : find(near, entry);
	if (!found)
		return NULL;
	if (!near->declared.module)
		hp_names_init(&near->declared, near->names->module, true);
	return hp_names_match(&near->declared, entry, hp_names_ignore, NULL) ? NULL : found;
}

void hp_near_fini(struct hp_near *near)
{
	if (near->steps >= STEPS_MAX)
		hp_verbose(near->names->module->diag, "'%s': looked for near misses of some entries only",
		           near->names->module->name);
	HASH_CLEAR(hh, near->plain.folded);
	HASH_CLEAR(hh, near->source.folded);
	hp_names_fini(&near->declared);
}
