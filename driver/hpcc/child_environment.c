/*
 * The environment of children. Decides which variables are set and which go; run/environment.h sets them.
 */
#include "hpcc/child_environment.h"

#include "base/arena.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "cmdline/invocation.h"
#include "run/environment.h"

#include <stddef.h>

char *const *hp_child_environment(const struct hp_invocation *inv, bool expanded)
{
	const char *const set[] = {"HPCC_DEPTH=1", inv->cl_variables && expanded ? inv->cl_left[0] : NULL,
	                           inv->cl_left[1], NULL};
	return hp_environment_with(inv->arena, hp_os_environment(), set);
}

char *const *hp_child_environment_cc1(struct hp_arena *arena, char *const *env, int stream)
{
	const char *file = hp_arena_printf(arena, "CC_PRINT_OPTIONS_FILE=%s", hp_os_stream_path(arena, stream));
	const char *const set[] = {"CC_PRINT_OPTIONS=1", file, NULL};
	return hp_environment_with(arena, env, set);
}
