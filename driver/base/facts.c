/*
 * The facts of one compilation: lists of three strings. Decides nothing.
 */
#include "facts.h"

#include "arena.h"
#include "os.h"

#include <string.h>

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

/* A kind as one character and three texts, each with its NUL. */
bool hp_facts_save(const struct hp_facts *facts, int fd)
{
	for (int kind = 0; kind < HP_FACT_COUNT; kind++)
		for (const struct hp_fact *fact = facts->kind[kind].first; fact; fact = fact->next) {
			char letter = (char)('A' + kind);
			if (!hp_os_write_all(fd, &letter, 1) ||
			    !hp_os_write_all(fd, fact->function, strlen(fact->function) + 1) ||
			    !hp_os_write_all(fd, fact->object, strlen(fact->object) + 1) ||
			    !hp_os_write_all(fd, fact->detail, strlen(fact->detail) + 1))
				return false;
		}
	return true;
}

bool hp_facts_load(struct hp_facts *facts, int fd)
{
	size_t size;
	const char *at = hp_os_read_all(facts->arena, fd, &size);
	if (!at)
		return false;
	for (const char *end = at + size; at < end;) {
		int kind = *at++ - 'A';
		const char *texts[3];
		for (int i = 0; i < 3; i++) {
			texts[i] = at;
			at += at < end ? strlen(at) + 1 : 0;
		}
		if (kind < 0 || kind >= HP_FACT_COUNT || texts[2] >= end || at > end)
			return false;
		hp_facts_add(facts, (enum hp_fact_kind)kind, texts[0], texts[1], texts[2]);
	}
	return true;
}
