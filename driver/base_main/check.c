/*
 * Says which functions of a base cannot be entered by a patch. Decides what a loader needs: x86 and x64 a jump of two
 * bytes in the first instruction that leads into at least five bytes of padding; ARM64 one instruction.
 */
#include "base/arena.h"
#include "base/strvec.h"
#include "base_main/ask.h"
#include "base_main/text.h"
#include "image/base.h"
#include "image/pe.h"

#include <inttypes.h>
#include <string.h>

enum { SHORT_JUMP = 2, PAD = 5 /* of a jump to a stub near the image */, MANY = 3 };

struct checking {
	struct hp_arena *arena;
	struct hp_base *base;
	bool json, failed, arm64;
	size_t functions, refused;
};

struct others {
	struct hp_arena *arena;
	struct hp_strvec names;
	const char *own;
	size_t more;
};

static bool add_other(void *self, const struct hp_base_symbol *symbol)
{
	struct others *others = self;
	if (strcmp(symbol->name, others->own) == 0)
		return true;
	if (others->names.count == MANY)
		others->more++;
	else
		hp_strvec_push(&others->names, hp_arena_strdup(others->arena, symbol->name));
	return true;
}

/* "'f', 'g' and 4 more", which have the address of the symbol. */
static const char *others_text(struct checking *checking, struct hp_arena *arena, const struct hp_base_symbol *symbol)
{
	struct others others = {.arena = arena, .own = symbol->name};
	struct hp_strvec out;
	hp_strvec_init(&others.names, arena);
	hp_strvec_init(&out, arena);
	checking->failed |= !hp_base_each_at(checking->base, symbol->address, add_other, &others);
	if (!others.names.count)
		return "functions of its name in other objects";
	for (size_t i = 0; i < others.names.count; i++)
		hp_strvec_pushf(&out, "%s'%s'", i ? ", " : "", others.names.items[i]);
	if (others.more)
		hp_strvec_pushf(&out, " and %zu more", others.more);
	return hp_strvec_join(&out);
}

/* Why the function cannot be entered. */
static void find_reasons(struct checking *checking, struct hp_arena *arena, const struct hp_base_symbol *symbol,
                         struct hp_strvec *reasons)
{
	if (symbol->sharing)
		hp_strvec_pushf(reasons, "shares its address with %s: link the base with /opt:noicf",
		                others_text(checking, arena, symbol));
	if (!symbol->first_size)
		hp_strvec_push(reasons, "its first instruction is not known to the disassembler");
	else if (!checking->arm64 && symbol->first_size < SHORT_JUMP)
		hp_strvec_pushf(reasons,
		                "its first instruction has %u byte, a jump needs %d: compile it with /hotpatch or "
		                "-fms-hotpatch",
		                symbol->first_size, SHORT_JUMP);
	if (!checking->arm64 && symbol->room < PAD)
		hp_strvec_pushf(
		    reasons, "has %" PRIu32 " bytes of padding, a jump needs %d: link the base with /functionpadmin",
		    symbol->room, PAD);
	if (symbol->branched)
		hp_strvec_push(reasons,
		               "a jump or call leads into its first instruction or its padding, or a loop of its own "
		               "begins there: build the base with -fms-hotpatch, for ARM64 also with "
		               "-mbranch-protection=bti");
	if (symbol->extent < (checking->arm64 ? 4 : SHORT_JUMP))
		hp_strvec_push(reasons, "is shorter than a jump");
}

static bool print_refusal(struct checking *checking, struct hp_arena *arena, const struct hp_base_symbol *symbol,
                          const struct hp_strvec *reasons)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	const char *module = hp_base_module_name(arena, symbol);
	if (checking->json)
		hp_strvec_pushf(&out, "%s\n  {\"name\": %s, \"module\": %s, \"address\": %" PRIu32 ", \"reasons\": [",
		                checking->refused ? "," : "", hp_json_string(arena, symbol->name),
		                hp_json_string(arena, module), symbol->address);
	for (size_t i = 0; i < reasons->count; i++)
		if (checking->json)
			hp_strvec_pushf(&out, "%s%s", i ? ", " : "", hp_json_string(arena, reasons->items[i]));
		else
			hp_strvec_pushf(&out, "%s%s%s%s: %s\n", symbol->name, *module ? " (" : "", module,
			                *module ? ")" : "", reasons->items[i]);
	if (checking->json)
		hp_strvec_push(&out, "]}");
	return hp_base_print(hp_strvec_join(&out));
}

static bool check_symbol(void *self, const struct hp_base_symbol *symbol)
{
	struct checking *checking = self;
	struct hp_arena arena;
	struct hp_strvec reasons;
	if (symbol->kind != HP_BASE_FUNCTION)
		return true;
	hp_arena_init(&arena);
	hp_strvec_init(&reasons, &arena);
	find_reasons(checking, &arena, symbol, &reasons);
	if (reasons.count && !print_refusal(checking, &arena, symbol, &reasons))
		checking->failed = true;
	checking->functions++;
	checking->refused += reasons.count != 0;
	hp_arena_fini(&arena);
	return !checking->failed;
}

int hp_base_check(struct hp_arena *arena, struct hp_base *base, bool json)
{
	struct checking checking = {.arena = arena, .base = base, .json = json};
	checking.arm64 = hp_base_identity(base)->machine == HP_PE_ARM64;
	if ((json && !hp_base_print("{\"refused\": [")) || !hp_base_each(base, check_symbol, &checking) ||
	    checking.failed)
		return 1;
	size_t enterable = checking.functions - checking.refused;
	const char *text =
	    json ? hp_arena_printf(arena, "\n], \"functions\": %zu, \"enterable\": %zu}\n", checking.functions,
	                           enterable)
	         : hp_arena_printf(arena, "%zu functions, %zu can be entered\n", checking.functions, enterable);
	return hp_base_print(text) && !checking.refused ? 0 : 1;
}
