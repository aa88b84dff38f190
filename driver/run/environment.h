/*
 * Environments for children: ours with a few variables set.
 */
#ifndef HP_ENVIRONMENT_H
#define HP_ENVIRONMENT_H

#include <stddef.h>

struct hp_arena;

/* `env` with each "NAME=value" of `set` (NULL-terminated) replaced or added, and each plain "NAME" removed. The
 * strings of both are borrowed. */
char *const *hp_environment_with(struct hp_arena *arena, char *const *env, const char *const *set);

#endif
