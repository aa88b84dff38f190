/*
 * What a piece of code writes to stderr, for tests of messages.
 */
#ifndef HP_TEST_CAPTURE_H
#define HP_TEST_CAPTURE_H

#include "base/arena.h"
#include "base/os_stream.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct capture {
	int saved; /* the real stderr */
	int fd;
};

/* Sends stderr to memory until capture_end. */
static inline struct capture capture_begin(void)
{
	struct capture capture = {.saved = dup(STDERR_FILENO), .fd = hp_os_open_memory("stderr")};
	fflush(stderr);
	if (capture.saved < 0 || capture.fd < 0 || dup2(capture.fd, STDERR_FILENO) < 0)
		abort();
	return capture;
}

/* What was written since, in the arena. */
static inline const char *capture_end(struct capture capture, struct hp_arena *arena)
{
	size_t size;
	fflush(stderr);
	if (capture.saved < 0 || dup2(capture.saved, STDERR_FILENO) < 0 || lseek(capture.fd, 0, SEEK_SET) < 0)
		abort();
	close(capture.saved);
	const char *text = hp_os_read_all(arena, capture.fd, &size);
	close(capture.fd);
	return text ? text : "";
}

#endif
