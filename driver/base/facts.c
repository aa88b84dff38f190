/*
 * The facts of one compilation. Decides how they are kept and handed on; not what they mean.
 */
#include "facts.h"

#include "arena.h"
#include "os_stream.h"

#include <string.h>

/* What a member of a fact holds. */
enum type { NONE, TEXT, FLAG, DATA, NUMBER };

struct field {
	enum type type;
	size_t offset;
};

enum { FIELDS_MAX = 3 };

#define FIELD(type, member) {type, offsetof(struct hp_fact, member)}

static const struct field fields[HP_FACT_COUNT][FIELDS_MAX] = {
    [HP_FACT_SELECTED] = {FIELD(TEXT, selected.function), FIELD(TEXT, selected.symbol), FIELD(TEXT, selected.entry)},
    [HP_FACT_REWRITTEN] = {FIELD(TEXT, rewritten.function)},
    [HP_FACT_REF] = {FIELD(TEXT, ref.function), FIELD(TEXT, ref.ref), FIELD(TEXT, ref.global)},
    [HP_FACT_DIRECT] = {FIELD(TEXT, direct.function), FIELD(TEXT, direct.global), FIELD(TEXT, direct.reason)},
    [HP_FACT_RESIDUAL] = {FIELD(TEXT, residual.function), FIELD(TEXT, residual.global), FIELD(TEXT, residual.where)},
    [HP_FACT_INLINED] = {FIELD(TEXT, inlined.function), FIELD(TEXT, inlined.holder)},
    [HP_FACT_UNMATCHED] = {FIELD(TEXT, unmatched.entry), FIELD(TEXT, unmatched.meant)},
    [HP_FACT_MARKED] = {FIELD(TEXT, marked.function), FIELD(TEXT, marked.symbol)},
    [HP_FACT_USE] = {FIELD(TEXT, use.function), FIELD(TEXT, use.ref), FIELD(TEXT, use.global)},
    [HP_FACT_LINKAGE] = {FIELD(TEXT, linkage.ref), FIELD(TEXT, linkage.global), FIELD(FLAG, linkage.is_local)},
    [HP_FACT_DATA] = {FIELD(TEXT, data.ref), FIELD(DATA, data.kind), FIELD(NUMBER, data.size)},
    [HP_FACT_CONTENTS] = {FIELD(TEXT, contents.global), FIELD(FLAG, contents.is_local), FIELD(NUMBER, contents.size)},
    [HP_FACT_LITERAL] = {FIELD(TEXT, literal.global), FIELD(NUMBER, literal.offset), FIELD(NUMBER, literal.size)},
    [HP_FACT_CODE] = {FIELD(TEXT, code.function), FIELD(TEXT, code.hash)},
};

/* Bytes of a member that is no text. */
static size_t size_of(enum type type)
{
	return type == FLAG ? sizeof(bool) : type == DATA ? sizeof(enum hp_fact_data) : sizeof(uint64_t);
}

void hp_facts_init(struct hp_facts *facts, struct hp_arena *arena)
{
	*facts = (struct hp_facts){.arena = arena};
	for (int kind = 0; kind < HP_FACT_COUNT; kind++)
		facts->kind[kind].last = &facts->kind[kind].first;
}

void hp_facts_add(struct hp_facts *facts, enum hp_fact_kind kind, const struct hp_fact *fact)
{
	struct hp_fact *copy = hp_arena_alloc(facts->arena, sizeof *copy);
	*copy = *fact;
	copy->next = NULL;
	for (const struct field *field = fields[kind]; field < fields[kind] + FIELDS_MAX; field++) {
		const char **text = (const char **)(void *)((char *)copy + field->offset);
		if (field->type == TEXT)
			*text = hp_arena_strdup(facts->arena, *text);
	}
	*facts->kind[kind].last = copy;
	facts->kind[kind].last = &copy->next;
	facts->kind[kind].count++;
}

static bool save_field(const struct field *field, const struct hp_fact *fact, int stream)
{
	const char *member = (const char *)fact + field->offset;
	if (field->type == NONE)
		return true;
	if (field->type != TEXT)
		return hp_os_write_all(stream, member, size_of(field->type));
	const char *text = *(const char *const *)(const void *)member;
	return hp_os_write_all(stream, text, strlen(text) + 1);
}

/* A kind as one character, then its members: texts with their NULs, others as they are in memory. */
bool hp_facts_save(const struct hp_facts *facts, int stream)
{
	for (int kind = 0; kind < HP_FACT_COUNT; kind++)
		for (const struct hp_fact *fact = facts->kind[kind].first; fact; fact = fact->next) {
			char letter = (char)('A' + kind);
			bool done = hp_os_write_all(stream, &letter, 1);
			for (int i = 0; done && i < FIELDS_MAX; i++)
				done = save_field(&fields[kind][i], fact, stream);
			if (!done)
				return false;
		}
	return true;
}

/* Where the member ends in the data; NULL if that is cut off. */
static const char *load_field(const struct field *field, struct hp_fact *fact, const char *at, const char *end)
{
	char *member = (char *)fact + field->offset;
	if (field->type == NONE)
		return at;
	if (field->type == TEXT) {
		const char *stop = memchr(at, '\0', (size_t)(end - at));
		memcpy(member, &at, sizeof at);
		return stop ? stop + 1 : NULL;
	}
	size_t size = size_of(field->type);
	if ((size_t)(end - at) < size)
		return NULL;
	memcpy(member, at, size);
	return at + size;
}

bool hp_facts_load(struct hp_facts *facts, int stream)
{
	size_t size;
	const char *at = hp_os_read_all(facts->arena, stream, &size);
	if (!at)
		return false;
	for (const char *end = at + size; at < end;) {
		int kind = *at++ - 'A';
		struct hp_fact fact = {0};
		if (kind < 0 || kind >= HP_FACT_COUNT)
			return false;
		for (int i = 0; at && i < FIELDS_MAX; i++)
			at = load_field(&fields[kind][i], &fact, at, end);
		if (!at)
			return false;
		hp_facts_add(facts, (enum hp_fact_kind)kind, &fact);
	}
	return true;
}
