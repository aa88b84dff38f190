/*
 * Which functions of a base can be entered. Decides by what the description says of each; how a loader enters is its
 * own business.
 */
#include "image/entry.h"

#include "base/arena.h"
#include "base/strvec.h"
#include "image/base.h"
#include "image/display.h"
#include "image/pe.h"

#include <inttypes.h>
#include <string.h>

enum { SHORT_JUMP = 2, INSTRUCTION = 4 /* of ARM64 */, PAD = 5 /* of a jump to a stub near the image */, MANY = 3 };

/* Other functions at an address. */
struct others {
	struct hp_arena *arena;
	const char *own;
	struct hp_strvec names; /* at most MANY */
	size_t more;
	bool same_name; /* one of another object */
	int64_t id;     /* of the function itself */
};

/* Whether both names are one function's: a constructor's or destructor's by their variants, which compilers alias. */
static bool is_alias(const struct others *others, const char *name)
{
	const char *own = others->own;
	bool deleting = strncmp(name, "??_", 3) == 0 && strncmp(own, "??_", 3) == 0 && name[3] &&
	                strchr("EG", name[3]) && own[3] && strchr("EG", own[3]);
	if (deleting && strcmp(name + 4, own + 4) == 0)
		return true;
	bool x86 = strncmp(name, "__Z", 3) == 0;
	if (!x86 && strncmp(name, "_Z", 2) != 0)
		return false;
	const char *full = hp_display_full(others->arena, name, x86);
	const char *own_full = hp_display_full(others->arena, own, x86);
	return full && own_full && strcmp(full, own_full) == 0;
}

static bool take_other(void *self, const struct hp_base_symbol *symbol)
{
	struct others *others = self;
	if (symbol->kind != HP_BASE_FUNCTION || symbol->id == others->id)
		return true;
	if (strcmp(symbol->name, others->own) == 0)
		others->same_name = true;
	else if (is_alias(others, symbol->name))
		return true;
	else if (others->names.count == MANY)
		others->more++;
	else
		hp_strvec_push(&others->names, hp_arena_strdup(others->arena, symbol->name));
	return true;
}

/* "'f', 'g' and 4 more", which have the address of the function; NULL: nothing but names of its own. */
static const char *others_text(struct others *others)
{
	struct hp_strvec out;
	if (!others->names.count)
		return others->same_name ? "functions of its name in other objects" : NULL;
	hp_strvec_init(&out, others->arena);
	for (size_t i = 0; i < others->names.count; i++)
		hp_strvec_pushf(&out, "%s'%s'", i ? ", " : "", others->names.items[i]);
	if (others->more)
		hp_strvec_pushf(&out, " and %zu more", others->more);
	return hp_strvec_join(&out);
}

static bool check_sharing(struct hp_base *base, struct hp_arena *arena, const struct hp_base_symbol *symbol,
                          struct hp_strvec *reasons)
{
	struct others others = {.arena = arena, .own = hp_arena_strdup(arena, symbol->name), .id = symbol->id};
	hp_strvec_init(&others.names, arena);
	if (!symbol->sharing)
		return true;
	if (!hp_base_each_at(base, symbol->address, take_other, &others))
		return false;
	const char *text = others_text(&others);
	if (text)
		hp_strvec_pushf(reasons,
		                "it shares its address with %s (identical code folding): link the base with "
		                "/opt:noicf",
		                text);
	return true;
}

static void check_first(const struct hp_base_symbol *symbol, bool arm64, struct hp_strvec *reasons)
{
	if (!symbol->first_size)
		hp_strvec_push(
		    reasons,
		    "its first instruction is not known to the disassembler: compile the base with -fms-hotpatch");
	else if (!arm64 && symbol->first_size < SHORT_JUMP)
		hp_strvec_pushf(reasons,
		                "its first instruction has %u byte, a jump needs %d: compile the base with /hotpatch "
		                "or -fms-hotpatch",
		                symbol->first_size, SHORT_JUMP);
	if (!arm64 && symbol->room < PAD)
		hp_strvec_pushf(reasons,
		                "it has %" PRIu32
		                " bytes of padding, a jump needs %d: link the base with /functionpadmin",
		                symbol->room, PAD);
	if (symbol->branched)
		hp_strvec_push(reasons,
		               "a jump or call leads into its first instruction or its padding, or a loop of its own "
		               "begins there: build the base with -fms-hotpatch, for ARM64 also with "
		               "-mbranch-protection=bti");
	if (symbol->extent < (arm64 ? INSTRUCTION : SHORT_JUMP))
		hp_strvec_push(reasons, "it is shorter than a jump: compile the base with -fms-hotpatch");
}

bool hp_entry_reasons(struct hp_base *base, struct hp_arena *arena, const struct hp_base_symbol *symbol,
                      struct hp_strvec *reasons)
{
	if (symbol->kind == HP_BASE_IMPORT_THUNK) {
		hp_strvec_push(reasons, "it only leads to an import: list a function of this image");
		return true;
	}
	bool done = check_sharing(base, arena, symbol, reasons);
	check_first(symbol, hp_base_identity(base)->machine == HP_PE_ARM64, reasons);
	return done;
}
