/*
 * What the fuzz targets share: one arena and one diag a run, and files made of the input.
 */
#ifndef HP_FUZZ_H
#define HP_FUZZ_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "base/strvec.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the targets hold against the code: a false one is a crash, which the fuzzer reports. */
#define HOLDS(condition)                                                                                             \
	do                                                                                                           \
		if (!(condition)) {                                                                                  \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);               \
			abort();                                                                                     \
		}                                                                                                    \
	while (0)

struct fuzz {
	struct hp_arena arena;
	struct hp_diag diag;
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size); /* NOLINT(readability-identifier-naming) */

static inline void fuzz_begin(struct fuzz *fuzz)
{
	hp_arena_init(&fuzz->arena);
	hp_diag_init(&fuzz->diag, "fuzz", &fuzz->arena);
}

static inline void fuzz_end(struct fuzz *fuzz)
{
	HOLDS(fuzz->diag.internal_errors == 0);
	hp_arena_fini(&fuzz->arena);
}

/* A memory file with these bytes; *path names it. */
static inline int fuzz_file(struct fuzz *fuzz, const void *data, size_t size, const char **path)
{
	int fd = hp_os_open_memory("fuzz");
	HOLDS(fd >= 0 && hp_os_write_all(fd, data, size));
	*path = hp_arena_printf(&fuzz->arena, "/proc/self/fd/%d", fd);
	return fd;
}

/* The bytes as text: up to the first NUL. */
static inline char *fuzz_text(struct fuzz *fuzz, const void *data, size_t size)
{
	return hp_arena_strndup(&fuzz->arena, (const char *)data, size);
}

/* The lines of the text. */
static inline void fuzz_lines(struct fuzz *fuzz, const char *text, struct hp_strvec *lines)
{
	hp_strvec_init(lines, &fuzz->arena);
	for (size_t length; *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		hp_strvec_push(lines, hp_arena_strndup(&fuzz->arena, text, length));
	}
}

/* What a memory file holds. */
static inline char *fuzz_content(struct fuzz *fuzz, int fd, size_t *size)
{
	HOLDS(lseek(fd, 0, SEEK_SET) == 0);
	char *text = hp_os_read_all(&fuzz->arena, fd, size);
	HOLDS(text);
	return text;
}

static inline int fuzz_same(const struct hp_strvec *a, const struct hp_strvec *b)
{
	if (a->count != b->count)
		return 0;
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->items[i], b->items[i]) != 0)
			return 0;
	return 1;
}

#endif
