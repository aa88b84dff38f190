/*
 * Region memory: everything one compilation allocates, freed at once.
 *
 * Running out of memory ends the process here and nowhere else, so callers never check for NULL. Sizes are
 * overflow-checked. LLVM, libclang and cJSON objects never live in an arena: they have owners of their own.
 */
#ifndef HP_ARENA_H
#define HP_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct hp_arena_block;

struct hp_arena {
	struct hp_arena_block *blocks; /* newest first; NULL while empty */
};

void hp_arena_init(struct hp_arena *arena);

/* Frees every allocation made from the arena; it may be used again afterwards. */
void hp_arena_fini(struct hp_arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL. */
void *hp_arena_alloc(struct hp_arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes; the product is overflow-checked. */
void *hp_arena_calloc(struct hp_arena *arena, size_t count, size_t size);

/* Room for one item of `size` bytes more behind `count` of them: `items`, or a copy twice as large. *room is how many
 * fit. What is outgrown stays until the arena goes, so that all is there once more at most. */
void *hp_arena_grow(struct hp_arena *arena, void *items, size_t count, size_t *room, size_t size);

char *hp_arena_strdup(struct hp_arena *arena, const char *text);

/* The first `length` bytes of `text`, NUL-terminated. */
char *hp_arena_strndup(struct hp_arena *arena, const char *text, size_t length);

char *hp_arena_printf(struct hp_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *hp_arena_vprintf(struct hp_arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#endif
