/*
 * The operating system, as far as several programs of the project need it. Decides nothing about compilations.
 */
#define _GNU_SOURCE
#include "os.h"

#include "arena.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

char *hp_os_read_all(struct hp_arena *arena, int fd, size_t *size)
{
	return hp_os_read_until(arena, fd, NULL, size);
}

char *hp_os_read_until(struct hp_arena *arena, int fd, hp_os_complete complete, size_t *size)
{
	size_t capacity = 64 * 1024, used = 0;
	char *data = malloc(capacity);
	for (;;) {
		if (!data)
			return NULL;
		ssize_t got = read(fd, data + used, capacity - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			int saved = errno;
			free(data);
			errno = saved;
			return NULL;
		}
		if (got == 0)
			break;
		used += (size_t)got;
		if (used < capacity && complete && complete(data, used))
			break;
		if (used == capacity) {
			char *bigger = realloc(data, capacity * 2);
			if (!bigger)
				free(data);
			data = bigger;
			capacity *= 2;
		}
	}
	char *result = hp_arena_strndup(arena, data, used);
	free(data);
	*size = used;
	return result;
}

bool hp_os_write_all(int fd, const void *data, size_t size)
{
	const char *at = data;
	while (size) {
		ssize_t wrote = write(fd, at, size);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return false;
		at += wrote;
		size -= (size_t)wrote;
	}
	return true;
}

int hp_os_memfd(const char *name)
{
	return memfd_create(name, MFD_CLOEXEC);
}

bool hp_os_make_folders(struct hp_arena *arena, const char *path, const char **at)
{
	char *text = hp_arena_strdup(arena, path);
	*at = text;
	for (char *slash = text + 1;; slash++) {
		char end = *slash;
		if (end && end != '/')
			continue;
		*slash = '\0';
		if (mkdir(text, 0777) != 0 && errno != EEXIST)
			return false;
		*slash = end;
		if (!end)
			return true;
	}
}

double hp_os_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

char *hp_os_self_path(struct hp_arena *arena)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path);
	if (length < 0)
		return NULL;
	return hp_arena_strndup(arena, path, (size_t)length);
}
