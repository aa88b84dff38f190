/*
 * A table that finds something by an LLVM value. Decides how: open addressing, at most half full.
 */
#include "pass/ir/values.h"

#include "base/arena.h"

#include <stdint.h>

enum { CAPACITY_FIRST = 16 };

void hp_values_init(struct hp_values *values, struct hp_arena *arena)
{
	*values = (struct hp_values){.arena = arena};
}

/* The key's slot, or the free one that it would take. Source: Knuth, multiplicative hashing. */
static struct hp_values_slot *slot_of(const struct hp_values *values, const void *key)
{
	uint64_t hash = (uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(hash >> 32) & (values->capacity - 1);
	while (values->slots[at].key && values->slots[at].key != key)
		at = (at + 1) & (values->capacity - 1);
	return &values->slots[at];
}

static void grow(struct hp_values *values)
{
	struct hp_values larger = {.arena = values->arena, .count = values->count};
	larger.capacity = values->capacity ? values->capacity * 2 : CAPACITY_FIRST;
	larger.slots = hp_arena_calloc(larger.arena, larger.capacity, sizeof *larger.slots);
	for (size_t i = 0; i < values->capacity; i++)
		if (values->slots[i].key)
			*slot_of(&larger, values->slots[i].key) = values->slots[i];
	*values = larger;
}

void *hp_values_find(const struct hp_values *values, const void *key)
{
	return values->count ? slot_of(values, key)->found : NULL;
}

bool hp_values_has(const struct hp_values *values, const void *key)
{
	return values->count && slot_of(values, key)->key;
}

bool hp_values_add(struct hp_values *values, const void *key, void *found)
{
	if (values->count >= values->capacity / 2)
		grow(values);
	struct hp_values_slot *slot = slot_of(values, key);
	if (slot->key)
		return false;
	*slot = (struct hp_values_slot){key, found};
	values->count++;
	return true;
}

static const bool answers_no = false, answers_yes = true;

const bool *hp_answer_find(const struct hp_values *answers, const void *key)
{
	return hp_values_find(answers, key);
}

bool hp_answer_add(struct hp_values *answers, const void *key, bool yes)
{
	hp_values_add(answers, key, (void *)(uintptr_t)(yes ? &answers_yes : &answers_no));
	return yes;
}
