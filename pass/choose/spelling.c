/*
 * The spellings of a function's name that its object symbol gives, by its text alone. Decides what is decoration,
 * and what an entry may leave out: parameters, template arguments, const.
 */
#include "pass/choose/spelling.h"

#include "pass/choose/source_name.h"
#include "pass/ir/llvm_shim.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

size_t hp_spelling_undecorate(const char *symbol, const char **start)
{
	const char *at = strrchr(symbol, '@');
	*start = symbol;
	if (at && at != symbol && isdigit((unsigned char)at[1]) && strspn(at + 1, "0123456789") == strlen(at + 1)) {
		if (at[-1] == '@') /* vectorcall */
			return (size_t)(at - 1 - symbol);
		if (*symbol == '_' || *symbol == '@') {
			*start = symbol + 1;
			return (size_t)(at - symbol) - 1;
		}
		return (size_t)(at - symbol); /* windows-gnu on x64 decorates stdcall without underscore */
	}
	return 0;
}

/* Without the decoration of stdcall, fastcall, vectorcall or regcall. */
static void add_undecorated(const char *symbol, hp_spelling_add add, void *self)
{
	const char *start = symbol;
	size_t length = hp_spelling_undecorate(symbol, &start);
	if (length)
		add(self, start, length);
	else if (strncmp(symbol, "__regcall", 9) == 0 && symbol[9] >= '3' && strncmp(symbol + 10, "__", 2) == 0)
		add(self, symbol + 12, strlen(symbol + 12));
}

/*
 * The plain name of a C++ function outside namespaces and classes that is no template: `?f@@YAHXZ`, `_Z1fv`,
 * `_ZL1fv`. Read off the symbol, because demangling everything would cost more than the rest of the selection.
 */
static size_t plain_name(const char *symbol, const char **start)
{
	if (*symbol == '?') {
		size_t length = strcspn(symbol + 1, "@?");
		*start = symbol + 1;
		return strncmp(symbol + 1 + length, "@@Y", 3) == 0 ? length : 0;
	}
	if (strncmp(symbol, "_Z", 2) != 0)
		return 0;
	char *name;
	symbol += symbol[2] == 'L' ? 3 : 2;
	if (!isdigit((unsigned char)*symbol))
		return 0;
	unsigned long length = strtoul(symbol, &name, 10);
	*start = name;
	return length < strlen(name) && name[length] != 'I' && name[length] != 'B' ? length : 0;
}

const char *hp_spelling_unprefixed(const char *symbol, bool prefixed)
{
	const char *start;
	return prefixed && *symbol == '_' && !hp_spelling_undecorate(symbol, &start) ? symbol + 1 : symbol;
}

void hp_spelling_of_symbol(const char *symbol, bool prefixed, hp_spelling_add add, void *self)
{
	const char *start, *bare = hp_spelling_unprefixed(symbol, prefixed);
	size_t length = plain_name(bare, &start);
	if (length)
		add(self, start, length);
	if (*symbol == '?')
		return;
	add_undecorated(symbol, add, self);
	if (bare != symbol)
		add(self, bare, strlen(bare));
}

/* A name without template arguments stands for all instantiations, one without parameters for all overloads, one
 * without `const` behind it for both. */
void hp_spelling_of_source(struct hp_arena *arena, const char *symbol, struct hp_source_name *name,
                           hp_spelling_add add, void *self)
{
	char *source = hp_shim_source_name(symbol);
	bool found = source && hp_source_name_parse(arena, source, name);
	free(source);
	if (!found)
		return;
	struct {
		const char *text;
		size_t length;
	} forms[] = {{name->text, name->name}, {name->text, name->last}, {name->bare, name->bare_length}};
	size_t ends[] = {name->name, name->params, name->length};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		memcpy(name->spare, forms[i].text, forms[i].length);
		for (size_t j = 0; j < sizeof ends / sizeof *ends; j++) {
			size_t rest = ends[j] - name->name;
			memcpy(name->spare + forms[i].length, name->text + name->name, rest);
			add(self, name->spare, forms[i].length + rest);
		}
	}
}
