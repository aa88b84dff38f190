/*
 * Prints a base description.
 */
#include "base/arena.h"
#include "base_main/ask.h"
#include "base_main/text.h"
#include "image/base.h"

#include <inttypes.h>

struct showing {
	bool json, first, failed;
};

/* {1, 2, 3, 4, …} is 04030201-…: how tools write a GUID. */
static const char *guid_text(struct hp_arena *arena, const unsigned char guid[16])
{
	const unsigned char parts[] = {guid[3], guid[2], guid[1], guid[0], guid[5], guid[4], guid[7], guid[6]};
	return hp_arena_printf(arena, "%s-%s-%s-%s-%s", hp_base_digits(arena, parts, 4),
	                       hp_base_digits(arena, parts + 4, 2), hp_base_digits(arena, parts + 6, 2),
	                       hp_base_digits(arena, guid + 8, 2), hp_base_digits(arena, guid + 10, 6));
}

static const char *source_name(enum hp_base_source source)
{
	return source == HP_BASE_SOURCE_PDB ? "PDB" : source == HP_BASE_SOURCE_MAP ? "map" : "symbol table";
}

static const char *identity_text(struct hp_arena *arena, const struct hp_base_identity *identity)
{
	const char *pdb = "", *tls = "";
	if (identity->has_pdb)
		pdb = hp_arena_printf(arena, "PDB        %s, age %" PRIu32 "\n", guid_text(arena, identity->guid),
		                      identity->age);
	if (identity->has_tls)
		tls = hp_arena_printf(arena, "TLS index  %08" PRIx32 "\n", identity->tls_index);
	return hp_arena_printf(arena,
	                       "image      %s (%s %s, %s)\n%stime stamp %08" PRIx32 ", checksum %08" PRIx32
	                       ", size %08" PRIx32 ", preferred base %" PRIx64 "\n%ssymbols by %s\n\n",
	                       identity->image, hp_base_machine_name(identity->machine),
	                       identity->dll ? "DLL" : "EXE", identity->gnu ? "MinGW" : "MSVC", pdb,
	                       identity->timestamp, identity->checksum, identity->image_size,
	                       identity->preferred_base, tls, source_name(identity->source));
}

static const char *identity_json(struct hp_arena *arena, const struct hp_base_identity *identity)
{
	static const char *const words[] = {"false", "true"};
	const char *pdb = "", *tls = "";
	if (identity->has_pdb)
		pdb = hp_arena_printf(arena, ", \"guid\": \"%s\", \"age\": %" PRIu32,
		                      guid_text(arena, identity->guid), identity->age);
	if (identity->has_tls)
		tls = hp_arena_printf(arena, ", \"tls_index\": %" PRIu32, identity->tls_index);
	return hp_arena_printf(arena,
	                       "{\"image\": %s, \"machine\": \"%s\"%s, \"timestamp\": %" PRIu32
	                       ", \"checksum\": %" PRIu32 ", \"image_size\": %" PRIu32
	                       ", \"preferred_base\": %" PRIu64 ", \"dll\": %s, \"gnu\": %s%s, \"source\": \"%s\"",
	                       hp_json_string(arena, identity->image), hp_base_machine_name(identity->machine), pdb,
	                       identity->timestamp, identity->checksum, identity->image_size,
	                       identity->preferred_base, words[identity->dll], words[identity->gnu], tls,
	                       source_name(identity->source));
}

static bool show_symbol(void *self, const struct hp_base_symbol *symbol)
{
	struct showing *showing = self;
	struct hp_arena arena;
	hp_arena_init(&arena);
	const char *text = showing->json ? hp_arena_printf(&arena, "%s\n  %s", showing->first ? "" : ",",
	                                                   hp_base_symbol_json(&arena, symbol))
	                                 : hp_base_symbol_line(&arena, symbol);
	showing->failed = !hp_base_print(text);
	showing->first = false;
	hp_arena_fini(&arena);
	return !showing->failed;
}

int hp_base_show(struct hp_arena *arena, struct hp_base *base, bool json)
{
	const struct hp_base_identity *identity = hp_base_identity(base);
	struct showing showing = {.json = json, .first = true};
	const char *head = json ? hp_arena_printf(arena, "%s, \"symbols\": [", identity_json(arena, identity))
	                        : identity_text(arena, identity);
	bool done = hp_base_print(head) && hp_base_each(base, show_symbol, &showing) && !showing.failed;
	return done && (!json || hp_base_print("\n]}\n")) ? 0 : 1;
}
