/*
 * Functions that clang makes besides those of the source. Decides by clang's names alone.
 * Source: clang's MicrosoftMangle.cpp and ItaniumMangle.cpp.
 */
#include "pass/ir/clang_made.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

static bool starts_with_any(const char *name, const char *const *prefixes)
{
	while (*prefixes && !hp_starts_with(name, *prefixes))
		prefixes++;
	return *prefixes != NULL;
}

bool hp_clang_made_seh(const char *name)
{
	static const char *const prefixes[] = {"?filt$", "?fin$", "__filt_", "__fin_", NULL};
	return starts_with_any(name, prefixes);
}

bool hp_clang_made_helper(const char *name)
{
	static const char *const prefixes[] = {"_ZTW", "__clang_call_terminate", NULL};
	return starts_with_any(name, prefixes);
}

bool hp_clang_made_await(const char *name)
{
	return strstr(name, ".__await_suspend_wrapper__") != NULL;
}

bool hp_clang_made_bare(const char *name)
{
	return hp_clang_made_seh(name) || hp_clang_made_helper(name);
}
