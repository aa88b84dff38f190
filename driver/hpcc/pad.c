/*
 * The pad before functions. Decides which links get one, and how the linker is told; not its size (base/target.def).
 */
#include "hpcc/pad.h"

#include "base/arena.h"
#include "base/target.h"
#include "base/text.h"
#include "cmdline/bypass.h"
#include "cmdline/invocation.h"

#include <string.h>

static bool user_pads(const struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->argc; i++)
		if (hp_find_in_any_case(inv->argv[i], "functionpadmin:"))
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
	struct hp_target target = hp_target_parse(triple);
	return target.arch == HP_ARCH_ARM64 && (target.abi == HP_ABI_MSVC || target.abi == HP_ABI_GNU);
}

bool hp_pad_may_be_needed(const struct hp_invocation *inv, bool listed)
{
	return inv->args && hp_bypass_links(inv) && (listed || hp_invocation_last(inv, HP_OPT_HOTPATCH));
}

bool hp_pad_is_needed(const char *triple, bool listed)
{
	return listed || hp_pad_replaces_hotpatch(triple);
}

const char *hp_pad_option(const struct hp_invocation *inv, const char *triple)
{
	struct hp_target target = hp_target_parse(triple);
	bool mingw = target.abi == HP_ABI_GNU;
	if (!target.pad || user_pads(inv) || !(mingw ? links_with_lld(inv) : target.abi == HP_ABI_MSVC))
		return NULL;
	return hp_arena_printf(inv->arena, "%s-functionpadmin:%u", mingw ? "--Xlink=" : "", target.pad);
}
