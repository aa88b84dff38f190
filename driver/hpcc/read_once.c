/*
 * Inputs that can be read only once. Decides which these are, and keeps what is in them.
 */
#include "hpcc/read_once.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "cmdline/invocation.h"
#include "hpcc/session.h"

#include <string.h>

/* The user's stream that a name stands for; -1: none. */
static int stream_of(const char *name)
{
	return strcmp(name, "-") == 0 ? HP_STREAM_IN : hp_os_stream_of(name);
}

static bool is_file(int stream)
{
	struct hp_os_info info;
	return hp_os_stream_info(stream, &info) && info.kind == HP_OS_FILE;
}

/* A memory file with what a stream holds; -1 and errno after a failure. */
static int copy(struct hp_arena *arena, int from)
{
	size_t size;
	char *text = hp_os_read_all(arena, from, &size);
	int fd = text ? hp_os_open_memory("input") : -1;
	if (fd >= 0 && hp_os_write_all(fd, text, size))
		return fd;
	hp_os_close(&fd);
	return -1;
}

bool hp_read_once_save(struct hp_session *session)
{
	for (size_t i = 0; i < session->inv->input_count && !session->dry_run; i++) {
		const char *name = session->inv->inputs[i].name;
		bool standard = strcmp(name, "-") == 0;
		int from = stream_of(name);
		if (from < 0 || (standard ? session->input >= 0 : is_file(from)))
			continue;
		int saved = copy(session->arena, from);
		if (standard)
			session->input = saved;
		if (saved >= 0 && (standard || hp_os_replace(from, saved)))
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
	struct hp_os_info info;
	return stream_of(name) < 0 && hp_os_info(name, &info) && info.kind == HP_OS_PIPE;
}
