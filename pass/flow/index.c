/*
 * Sets of what the graph is made of. Decides how: open addressing, at most half full.
 */
#include "pass/flow/graph.h"

enum { CAPACITY_FIRST = 1024 };

static struct hp_index_slot *slot_of(const struct hp_index *index, uint64_t hash,
                                     bool (*is_it)(const void *item, const void *key), const void *key)
{
	size_t at = (size_t)(hash >> 32) & (index->capacity - 1);
	for (;; at = (at + 1) & (index->capacity - 1)) {
		struct hp_index_slot *slot = &index->slots[at];
		if (!slot->item || (is_it && slot->hash == hash && is_it(slot->item, key)))
			return slot;
	}
}

static void grow(struct hp_index *index, struct hp_arena *arena)
{
	struct hp_index larger = {.count = index->count};
	larger.capacity = index->capacity ? index->capacity * 2 : CAPACITY_FIRST;
	larger.slots = hp_arena_calloc(arena, larger.capacity, sizeof *larger.slots);
	for (size_t i = 0; i < index->capacity; i++)
		if (index->slots[i].item)
			*slot_of(&larger, index->slots[i].hash, NULL, NULL) = index->slots[i];
	*index = larger;
}

struct hp_index_slot *hp_index_at(struct hp_index *index, struct hp_arena *arena, uint64_t hash,
                                  bool (*is_it)(const void *item, const void *key), const void *key)
{
	if (index->count >= index->capacity / 2)
		grow(index, arena);
	struct hp_index_slot *slot = slot_of(index, hash, is_it, key);
	if (!slot->item) {
		slot->hash = hash;
		index->count++;
	}
	return slot;
}

void *hp_index_find(const struct hp_index *index, uint64_t hash, bool (*is_it)(const void *item, const void *key),
                    const void *key)
{
	return index->count ? slot_of(index, hash, is_it, key)->item : NULL;
}
