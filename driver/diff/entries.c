/*
 * The list of a fix. Decides whether a function that differs is listed itself: a static function that is only called
 * by name may be called in a way of the compiler's own, so its callers are listed, up to functions that others can
 * call.
 */
#include "diff/entries.h"

#include "base/arena.h"
#include "diff/compare.h"
#include "image/base.h"
#include "image/display.h"
#include "image/pe.h"

#include <string.h>

/* Who calls a function, and whether its address is used in another way. */
struct caller {
	struct caller *next;
	const struct hp_atom *atom;
};

struct listing {
	struct hp_diff_entries *entries;
	const struct hp_comparison *comparison;
	struct caller **callers; /* of each atom of the patched object */
	bool *taken;
	bool *seen;
};

static void read_calls(struct listing *listing)
{
	const struct hp_object *object = listing->comparison->patched;
	struct hp_arena *arena = listing->entries->arena;
	listing->callers = hp_arena_calloc(arena, object->count + 1, sizeof *listing->callers);
	listing->taken = hp_arena_calloc(arena, object->count + 1, sizeof *listing->taken);
	listing->seen = hp_arena_calloc(arena, object->count + 1, sizeof *listing->seen);
	for (size_t i = 0; i < object->count; i++) {
		const struct hp_atom *atom = &object->atoms[i];
		for (size_t k = 0; k < atom->reference_count && !atom->about_code; k++) {
			const struct hp_atom *to = atom->references[k].atom;
			if (!to || to->kind != HP_ATOM_FUNCTION || to == atom)
				continue;
			listing->taken[to->index] |= !atom->references[k].call;
			struct caller *caller = hp_arena_alloc(arena, sizeof *caller);
			*caller = (struct caller){listing->callers[to->index], atom};
			listing->callers[to->index] = caller;
		}
	}
}

static void list(struct listing *listing, const struct hp_atom *atom, const char *reason)
{
	struct hp_entry_reason *entry;
	struct hp_diff_entries *entries = listing->entries;
	HASH_FIND_STR(entries->by_name, atom->name, entry);
	if (entry)
		return;
	entry = hp_arena_alloc(entries->arena, sizeof *entry);
	*entry = (struct hp_entry_reason){
	    .name = atom->name, .reason = reason, .source = listing->comparison->source, .external = atom->external};
	HASH_ADD_KEYPTR(hh, entries->by_name, entry->name, strlen(entry->name), entry);
}

/* Lists a function, or who calls it. Depth is bounded by remembering who was seen: a stack of our own, since chains
 * of static functions may be long. */
static void list_or_callers(struct listing *listing, const struct hp_atom *atom, const char *reason)
{
	struct caller start = {NULL, atom}, *stack = &start;
	bool x86 = listing->comparison->patched->machine == HP_PE_X86, first = true;
	while (stack) {
		const struct hp_atom *now = stack->atom;
		stack = stack->next;
		if (!first && listing->seen[now->index])
			continue;
		listing->seen[now->index] = true;
		if (!first)
			reason = hp_arena_printf(listing->entries->arena, "it calls the static '%s', which changes",
			                         hp_base_display_name(listing->entries->arena, atom->name, x86));
		first = false;
		/* What is new nobody in the running process calls: its callers differ, too. */
		bool is_new = listing->comparison->functions[now->index].change == HP_CHANGE_NEW;
		if (!is_new && (now->external || listing->taken[now->index])) {
			if (!now->start)
				list(listing, now, reason);
			continue;
		}
		for (const struct caller *caller = listing->callers[now->index]; caller; caller = caller->next) {
			struct caller *more = hp_arena_alloc(listing->entries->arena, sizeof *more);
			*more = (struct caller){stack, caller->atom};
			stack = more;
		}
	}
}

void hp_entries_add(struct hp_diff_entries *entries, const struct hp_comparison *comparison)
{
	struct listing listing = {.entries = entries, .comparison = comparison};
	const struct hp_object *object = comparison->patched;
	read_calls(&listing);
	for (size_t i = 0; i < object->count; i++) {
		const struct hp_function_change *function = &comparison->functions[i];
		if (function->change == HP_CHANGE_CHANGED)
			list_or_callers(&listing, function->patched, function->reason);
	}
}

bool hp_entries_keep(struct hp_diff_entries *entries, struct hp_base *base)
{
	struct hp_entry_reason *entry, *next, **last = &entries->absent;
	HASH_ITER(hh, entries->by_name, entry, next)
	{
		struct hp_base_symbol symbol;
		enum hp_base_found found =
		    entry->external ? hp_base_find(base, entry->name, NULL, &symbol) : HP_BASE_FOUND;
		if (found == HP_BASE_FAILED)
			return false;
		if (found != HP_BASE_ABSENT)
			continue;
		HASH_DEL(entries->by_name, entry);
		*last = entry;
		last = &entry->next;
	}
	return true;
}

void hp_entries_free(struct hp_diff_entries *entries)
{
	HASH_CLEAR(hh, entries->by_name);
}
