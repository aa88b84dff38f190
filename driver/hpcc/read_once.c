/*
 * Inputs that can be read only once. Decides which these are, and keeps what is in them.
 */
#define _GNU_SOURCE
#include "hpcc/read_once.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "hpcc/session.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The user's descriptor that a name stands for; -1: none. Ours are close-on-exec. */
static int descriptor(const char *name)
{
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
	if (strcmp(name, "-") == 0 || strcmp(name, "/dev/stdin") == 0)
		return STDIN_FILENO;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *number = name + strlen(folders[i]);
		if (!hp_starts_with(name, folders[i]) || !*number || number[strspn(number, "0123456789")])
			continue;
		int fd = (int)strtol(number, NULL, 10), flags = fcntl(fd, F_GETFD);
		return flags >= 0 && !(flags & FD_CLOEXEC) ? fd : -1;
	}
	return -1;
}

static bool is_file(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* A memory file with what a descriptor holds; -1 and errno after a failure. */
static int copy(struct hp_arena *arena, int from)
{
	size_t size;
	char *text = hp_os_read_all(arena, from, &size);
	int fd = text ? hp_os_open_memory("input") : -1;
	if (fd >= 0 && hp_os_write_all(fd, text, size))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

bool hp_read_once_save(struct hp_session *session)
{
	for (size_t i = 0; i < session->inv->input_count && !session->dry_run; i++) {
		const char *name = session->inv->inputs[i].name;
		bool standard = strcmp(name, "-") == 0;
		int from = descriptor(name);
		if (from < 0 || (standard ? session->input >= 0 : is_file(from)))
			continue;
		int saved = copy(session->arena, from);
		if (standard)
			session->input = saved;
		if (saved >= 0 && (standard || dup2(saved, from) >= 0))
			continue;
		if (standard)
			hp_error(session->diag, "cannot read the standard input:");
		else
			hp_error(session->diag, "cannot read '%s':", name);
		return false;
	}
	return true;
}

bool hp_read_once_is_pipe(const char *name)
{
	struct stat st;
	return descriptor(name) < 0 && stat(name, &st) == 0 && S_ISFIFO(st.st_mode);
}
