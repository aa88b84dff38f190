/*
 * A stream line by line, each as soon as it is there.
 */
#ifndef HP_LINES_H
#define HP_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* Set up with {.stream = …}, which stays the caller's; ended with hp_lines_fini. */
struct hp_lines {
	int stream;
	char *data; /* malloc'ed */
	size_t room, start, end;
	char kept; /* stood where the last line's NUL is */
	bool failed;
};

/* The next line with its line end, if it has one, and a NUL behind it; lives until the next call. Sets *length. NULL
 * at the end, and when reading fails: then `failed` is set, with errno. */
char *hp_lines_next(struct hp_lines *lines, size_t *length);

void hp_lines_fini(struct hp_lines *lines);

#endif
