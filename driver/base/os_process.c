/*
 * This process. Decides nothing.
 */
#define _GNU_SOURCE
#include "os_process.h"

#include "arena.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char self_file[] = "/proc/self/exe";

char *hp_os_self_path(struct hp_arena *arena)
{
	char path[PATH_MAX];
	ssize_t length = readlink(self_file, path, sizeof path);
	if (length < 0)
		return NULL;
	return hp_arena_strndup(arena, path, (size_t)length);
}

const char *hp_os_self_file(void)
{
	return self_file;
}

char *const *hp_os_environment(void)
{
	return environ;
}

bool hp_os_set_variable(const char *name, const char *value)
{
	return setenv(name, value, 1) == 0;
}

double hp_os_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

unsigned long long hp_os_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (unsigned long long)now.tv_sec * 1000000000 + (unsigned long long)now.tv_nsec;
}

_Noreturn void hp_os_end(int status)
{
	_exit(status);
}
