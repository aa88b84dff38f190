/*
 * Globs in function lists.
 */
#ifndef HP_GLOB_H
#define HP_GLOB_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* Patterns. Bytes that no name holds stand for the wildcards. */
enum { HP_GLOB_MANY = 2, HP_GLOB_ONE = 3 };

/* The pattern of an entry with wildcards, `*`, or `?` where the entry does not start with it. NULL: no glob. */
char *hp_glob_compile(struct hp_arena *arena, const char *entry);

/* Whether the pattern matches all of `text`. Time: at most the product of the lengths; no recursion. */
bool hp_glob_matches(const char *pattern, const char *text, size_t length);

#endif
