/*
 * A table that finds something by an LLVM value, or a set of values. It lives in an arena: nothing to release, and
 * forgetting all is setting it up again. To walk only once through what refers to itself:
 *
 *     if (!hp_values_add(&seen, value, NULL))
 *             return;
 */
#ifndef HP_VALUES_H
#define HP_VALUES_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

struct hp_values {
	struct hp_arena *arena;
	struct hp_values_slot {
		const void *key; /* NULL: free */
		void *found;
	} *slots;
	size_t count, capacity; /* a power of two */
};

void hp_values_init(struct hp_values *values, struct hp_arena *arena);

/* What stands for the key; NULL: nothing does, or it was added with NULL. Keys are LLVMValueRef, LLVMMetadataRef. */
void *hp_values_find(const struct hp_values *values, const void *key);

bool hp_values_has(const struct hp_values *values, const void *key);

/* False if the key is there already; then nothing changes. */
bool hp_values_add(struct hp_values *values, const void *key, void *found);

/*
 * Questions about values, each answered once:
 *
 *     const bool *known = hp_answer_find(&module->needs, constant);
 *     return known ? *known : hp_answer_add(&module->needs, constant, find_out(module, constant));
 *
 * NULL: there is no answer yet. Adding gives `yes` back.
 */
const bool *hp_answer_find(const struct hp_values *answers, const void *key);
bool hp_answer_add(struct hp_values *answers, const void *key, bool yes);

#endif
