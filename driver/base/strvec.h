/*
 * A growing vector of strings, in practice an argument vector.
 *
 * Invariant: `items` is never NULL after hp_strvec_init and items[count] is NULL, so it can be handed to execve as
 * it is. The strings are borrowed unless a function says that it copies; vector and copies live in the arena.
 */
#ifndef HP_STRVEC_H
#define HP_STRVEC_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

struct hp_strvec {
	struct hp_arena *arena;
	const char **items; /* count strings, then NULL */
	size_t count;       /* excludes the NULL */
	size_t capacity;    /* includes the NULL */
};

void hp_strvec_init(struct hp_strvec *vec, struct hp_arena *arena);

/* Appends `text` without copying it. */
void hp_strvec_push(struct hp_strvec *vec, const char *text);

/* Appends a formatted copy. */
void hp_strvec_pushf(struct hp_strvec *vec, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends `count` strings of `items` without copying them. */
void hp_strvec_extend(struct hp_strvec *vec, const char *const *items, size_t count);

/* Whether a string equal to `text` is in the vector. */
bool hp_strvec_has(const struct hp_strvec *vec, const char *text);

/* All strings, one after the other, as one string of the arena. */
char *hp_strvec_join(const struct hp_strvec *vec);

/* The vector as execve wants it: NULL-terminated, owned by the arena. */
char *const *hp_strvec_argv(const struct hp_strvec *vec);

#endif
