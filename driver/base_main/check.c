/*
 * Says which functions of a base cannot be entered by a patch. Decides how it is said.
 */
#include "base/arena.h"
#include "base/strvec.h"
#include "base_main/ask.h"
#include "base_main/text.h"
#include "image/base.h"
#include "image/entry.h"

#include <inttypes.h>
#include <string.h>

struct checking {
	struct hp_arena *arena;
	struct hp_base *base;
	bool json, failed;
	size_t functions, refused;
};

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
	checking->failed |= !hp_entry_reasons(checking->base, &arena, symbol, &reasons);
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
