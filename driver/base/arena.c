/*
 * Region memory. Decides block sizes and what happens when memory runs out; knows nothing of what is stored.
 */
#include "arena.h"

#include "os_process.h"
#include "os_stream.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct hp_arena_block {
	struct hp_arena_block *next;
	size_t used;     /* bytes of data[] handed out */
	size_t capacity; /* bytes of data[] */
	alignas(max_align_t) unsigned char data[];
};

static _Noreturn void out_of_memory(void)
{
	hp_os_write_text(HP_STREAM_ERR, "hpcc: error: out of memory\n");
	hp_os_end(1);
}

static struct hp_arena_block *block_new(size_t capacity)
{
	if (capacity > SIZE_MAX - sizeof(struct hp_arena_block))
		out_of_memory();
	struct hp_arena_block *block = calloc(1, sizeof *block + capacity);
	if (!block)
		out_of_memory();
	block->capacity = capacity;
	return block;
}

void hp_arena_init(struct hp_arena *arena)
{
	arena->blocks = NULL;
}

void hp_arena_fini(struct hp_arena *arena)
{
	struct hp_arena_block *block = arena->blocks;
	while (block) {
		struct hp_arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena->blocks = NULL;
}

void *hp_arena_alloc(struct hp_arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	if (size > SIZE_MAX - align)
		out_of_memory();
	size = (size + align - 1) / align * align;
	struct hp_arena_block *block = arena->blocks;
	if (!block || block->capacity - block->used < size) {
		struct hp_arena_block *fresh = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
		if (block && size > BLOCK_SIZE) { /* keep filling the current block */
			fresh->next = block->next;
			block->next = fresh;
		} else {
			fresh->next = block;
			arena->blocks = fresh;
		}
		block = fresh;
	}
	void *result = block->data + block->used;
	block->used += size;
	return result;
}

void *hp_arena_calloc(struct hp_arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	return hp_arena_alloc(arena, count * size);
}

void *hp_arena_grow(struct hp_arena *arena, void *items, size_t count, size_t *room, size_t size)
{
	enum { FIRST = 64 };
	if (count < *room)
		return items;
	*room = *room ? 2 * *room : FIRST;
	void *more = hp_arena_calloc(arena, *room, size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

char *hp_arena_strndup(struct hp_arena *arena, const char *text, size_t length)
{
	if (length == SIZE_MAX)
		out_of_memory();
	char *copy = hp_arena_alloc(arena, length + 1);
	memcpy(copy, text, length);
	return copy;
}

char *hp_arena_strdup(struct hp_arena *arena, const char *text)
{
	return hp_arena_strndup(arena, text, strlen(text));
}

char *hp_arena_vprintf(struct hp_arena *arena, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	if (length < 0)
		out_of_memory();
	char *text = hp_arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

char *hp_arena_printf(struct hp_arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = hp_arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}
