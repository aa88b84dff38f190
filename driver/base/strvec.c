/*
 * A growing vector of strings. Decides how it grows; never frees, the arena does.
 */
#include "strvec.h"

#include "arena.h"

#include <stdarg.h>
#include <string.h>

static void reserve(struct hp_strvec *vec, size_t extra)
{
	size_t need = vec->count + extra + 1;
	if (need <= vec->capacity)
		return;
	size_t capacity = vec->capacity ? vec->capacity * 2 : 16;
	if (capacity < need)
		capacity = need;
	const char **items = hp_arena_calloc(vec->arena, capacity, sizeof *items);
	if (vec->count)
		memcpy(items, vec->items, vec->count * sizeof *items);
	vec->items = items;
	vec->capacity = capacity;
}

void hp_strvec_init(struct hp_strvec *vec, struct hp_arena *arena)
{
	*vec = (struct hp_strvec){.arena = arena};
	reserve(vec, 0);
}

void hp_strvec_push(struct hp_strvec *vec, const char *text)
{
	reserve(vec, 1);
	vec->items[vec->count++] = text;
	vec->items[vec->count] = NULL;
}

void hp_strvec_pushf(struct hp_strvec *vec, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	hp_strvec_push(vec, hp_arena_vprintf(vec->arena, format, args));
	va_end(args);
}

void hp_strvec_extend(struct hp_strvec *vec, const char *const *items, size_t count)
{
	reserve(vec, count);
	for (size_t i = 0; i < count; i++)
		vec->items[vec->count++] = items[i];
	vec->items[vec->count] = NULL;
}

bool hp_strvec_has(const struct hp_strvec *vec, const char *text)
{
	for (size_t i = 0; i < vec->count; i++)
		if (strcmp(vec->items[i], text) == 0)
			return true;
	return false;
}

char *hp_strvec_join(const struct hp_strvec *vec)
{
	size_t size = 0;
	for (size_t i = 0; i < vec->count; i++)
		size += strlen(vec->items[i]);
	char *text = hp_arena_alloc(vec->arena, size + 1), *at = text;
	for (size_t i = 0; i < vec->count; i++) {
		size_t length = strlen(vec->items[i]);
		memcpy(at, vec->items[i], length);
		at += length;
	}
	return text;
}

char *const *hp_strvec_argv(const struct hp_strvec *vec)
{
	return (char *const *)(const void *)vec->items;
}
