/*
 * The facts of one compilation: lists of three strings. Decides nothing.
 */
#include "facts.h"

#include "arena.h"

void hp_facts_init(struct hp_facts *facts, struct hp_arena *arena)
{
	*facts = (struct hp_facts){.arena = arena};
	for (int kind = 0; kind < HP_FACT_COUNT; kind++)
		facts->kind[kind].last = &facts->kind[kind].first;
}

void hp_facts_add(struct hp_facts *facts, enum hp_fact_kind kind, const char *function, const char *object,
                  const char *detail)
{
	struct hp_fact *fact = hp_arena_alloc(facts->arena, sizeof *fact);
	fact->function = hp_arena_strdup(facts->arena, function);
	fact->object = hp_arena_strdup(facts->arena, object);
	fact->detail = hp_arena_strdup(facts->arena, detail);
	*facts->kind[kind].last = fact;
	facts->kind[kind].last = &fact->next;
	facts->kind[kind].count++;
}
