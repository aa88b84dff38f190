/*
 * Environments for children. Decides nothing but what replaces what.
 */
#include "run/environment.h"

#include "base/strvec.h"

#include <stdbool.h>
#include <string.h>

static bool is_set(const char *variable, const char *const *set)
{
	for (; *set; set++) {
		size_t length = strcspn(*set, "=");
		if (strncmp(variable, *set, length) == 0 && variable[length] == '=')
			return true;
	}
	return false;
}

char *const *hp_environment_with(struct hp_arena *arena, char *const *env, const char *const *set)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	for (; *env; env++)
		if (!is_set(*env, set))
			hp_strvec_push(&out, *env);
	for (; *set; set++)
		if (strchr(*set, '='))
			hp_strvec_push(&out, *set);
	return hp_strvec_argv(&out);
}
