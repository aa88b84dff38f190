/*
 * The pad before functions. Decides its size and how the linker is told; not whether a link needs it.
 */
#define _GNU_SOURCE
#include "hpcc/pad.h"

#include "base/arena.h"
#include "cmdline/invocation.h"

#include <string.h>

static bool is_msvc(const char *triple)
{
	return strstr(triple, "-windows-msvc") != NULL;
}

static bool is_mingw(const char *triple)
{
	return strstr(triple, "-windows-gnu") != NULL;
}

static bool is_arm64(const char *triple)
{
	return strncmp(triple, "aarch64", strlen("aarch64")) == 0 || strncmp(triple, "arm64", strlen("arm64")) == 0;
}

/* In bytes; 0: unknown architecture. */
static unsigned size(const char *triple)
{
	if (strncmp(triple, "x86_64", strlen("x86_64")) == 0)
		return 6;
	if (is_arm64(triple))
		return 16;
	if (triple[0] == 'i' && strncmp(triple + 2, "86", 2) == 0)
		return 5;
	return 0;
}

static bool user_pads(const struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->argc; i++)
		if (strcasestr(inv->argv[i], "functionpadmin:"))
			return true;
	return false;
}

/* GNU ld knows no pads; lld does, behind --Xlink=. */
static bool links_with_lld(const struct hp_invocation *inv)
{
	const struct hp_arg *linker = hp_invocation_last(inv, HP_OPT_LINKER);
	return linker && linker->value && strstr(linker->value, "lld");
}

bool hp_pad_replaces_hotpatch(const char *triple)
{
	return is_arm64(triple) && (is_msvc(triple) || is_mingw(triple));
}

const char *hp_pad_option(const struct hp_invocation *inv, const char *triple)
{
	unsigned bytes = size(triple);
	bool mingw = is_mingw(triple);
	if (!bytes || user_pads(inv) || !(mingw ? links_with_lld(inv) : is_msvc(triple)))
		return NULL;
	return hp_arena_printf(inv->arena, "%s-functionpadmin:%u", mingw ? "--Xlink=" : "", bytes);
}
