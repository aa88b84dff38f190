/*
 * Finds symbols by name. Decides which names of a symbol are meant: the object's, the undecorated one, or a demangled
 * one with or without parameters.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "base_main/ask.h"
#include "base_main/text.h"
#include "image/base.h"
#include "image/display.h"
#include "image/pe.h"

#include <string.h>

struct finding {
	struct hp_base *base;
	const char *name, *tidy, *part;
	bool json, x86, failed;
	size_t found, printed; /* printed: of all names */
};

static void put(struct finding *finding, const struct hp_base_symbol *symbol)
{
	struct hp_arena arena;
	hp_arena_init(&arena);
	const char *text =
	    finding->json
	        ? hp_arena_printf(&arena, "%s\n  {\"asked\": %s, \"symbol\": %s}", finding->printed ? "," : "",
	                          hp_json_string(&arena, finding->name), hp_base_symbol_json(&arena, symbol))
	        : hp_base_symbol_line(&arena, symbol);
	finding->failed |= !hp_base_print(text);
	finding->found++;
	finding->printed++;
	hp_arena_fini(&arena);
}

static bool put_named(void *self, const struct hp_base_symbol *symbol)
{
	put(self, symbol);
	return true;
}

/* "ns::f" and "ns::f(int)" of "?f@ns@@YAXH@Z", "f" of "_f@8". */
static bool put_if_meant(void *self, const struct hp_base_symbol *symbol)
{
	struct finding *finding = self;
	struct hp_arena arena;
	if (!strstr(symbol->name, finding->part))
		return true;
	hp_arena_init(&arena);
	const char *full = hp_display_full(&arena, symbol->name, finding->x86);
	const char *shown = symbol->display ? symbol->name : hp_base_display_name(&arena, symbol->name, finding->x86);
	bool meant =
	    strcmp(shown, finding->tidy) == 0 || (full && strcmp(hp_display_tidy(&arena, full), finding->tidy) == 0);
	hp_arena_fini(&arena);
	if (meant)
		put(finding, symbol);
	return true;
}

/* The last word of a name before its parameters: manglings spell it out. */
static const char *last_word(struct hp_arena *arena, const char *name)
{
	static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	size_t end = strcspn(name, "(<");
	while (end && !strchr(word, name[end - 1]))
		end--;
	size_t start = end;
	while (start && strchr(word, name[start - 1]))
		start--;
	return strstr(name, "operator") ? "" : hp_arena_strndup(arena, name + start, end - start);
}

static bool find_name(struct hp_arena *arena, struct finding *finding)
{
	finding->found = 0;
	finding->tidy = hp_display_tidy(arena, finding->name);
	finding->part = last_word(arena, finding->name);
	if (!hp_base_each_named(finding->base, finding->name, put_named, finding))
		return false;
	return finding->found || hp_base_each(finding->base, put_if_meant, finding);
}

/* What an object sees under the name. False after a report. */
static bool find_in(struct hp_diag *diag, struct finding *finding, const char *module)
{
	struct hp_base_symbol symbol;
	switch (hp_base_find(finding->base, finding->name, module, &symbol)) {
	case HP_BASE_FOUND:
		put(finding, &symbol);
		return true;
	case HP_BASE_AMBIGUOUS:
		hp_error(diag, "'%s' in '%s' is not clear: the base has several, and its records do not tell which",
		         finding->name, module);
		return false;
	case HP_BASE_ABSENT:
		hp_error(diag, "the base has no '%s' that '%s' sees", finding->name, module);
		return false;
	case HP_BASE_FAILED:
		break;
	}
	return false;
}

int hp_base_find_names(struct hp_arena *arena, struct hp_diag *diag, struct hp_base *base,
                       const struct hp_strvec *names, const char *module, bool json)
{
	struct finding finding = {.base = base, .json = json, .x86 = hp_base_identity(base)->machine == HP_PE_X86};
	bool done = !json || hp_base_print("[");
	for (size_t i = 0; i < names->count; i++) {
		finding.name = names->items[i];
		if (module) {
			done = find_in(diag, &finding, module) && done;
			continue;
		}
		done = find_name(arena, &finding) && done;
		if (!finding.found) {
			hp_error(diag, "the base has no '%s'", finding.name);
			done = false;
		}
	}
	done = (!json || hp_base_print("\n]\n")) && done;
	return done && !finding.failed ? 0 : 1;
}
