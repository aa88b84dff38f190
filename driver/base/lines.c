/*
 * Lines. Decides where they end; not what is done with them.
 */
#include "lines.h"

#include "os_stream.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 * 1024 };

/* Gets more data; false at the end. There is always room for a NUL behind it. */
static bool fill(struct hp_lines *lines)
{
	size_t got;
	if (lines->start) {
		memmove(lines->data, lines->data + lines->start, lines->end - lines->start);
		lines->end -= lines->start;
		lines->start = 0;
	}
	if (lines->end + 1 >= lines->room) {
		size_t room = lines->room ? 2 * lines->room : FIRST_ROOM;
		char *bigger = realloc(lines->data, room);
		lines->failed |= !bigger;
		if (!bigger)
			return false;
		lines->data = bigger;
		lines->room = room;
	}
	if (!hp_os_read_some(lines->stream, lines->data + lines->end, lines->room - lines->end - 1, &got))
		lines->failed = true;
	lines->end += got;
	lines->data[lines->end] = '\0';
	return got > 0;
}

char *hp_lines_next(struct hp_lines *lines, size_t *length)
{
	size_t seen = 0;
	const char *newline = NULL;
	if (lines->start < lines->end)
		lines->data[lines->start] = lines->kept;
	for (;;) {
		size_t waiting = lines->end - lines->start;
		if (waiting > seen)
			newline = memchr(lines->data + lines->start + seen, '\n', waiting - seen);
		seen = waiting;
		if (newline || !fill(lines))
			break;
	}
	*length = newline ? (size_t)(newline + 1 - (lines->data + lines->start)) : seen;
	if (!*length)
		return NULL;
	char *line = lines->data + lines->start;
	lines->start += *length;
	lines->kept = lines->data[lines->start];
	lines->data[lines->start] = '\0';
	return line;
}

void hp_lines_fini(struct hp_lines *lines)
{
	free(lines->data);
	*lines = (struct hp_lines){.stream = -1};
}
