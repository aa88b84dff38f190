/*
 * Files and folders that go when the process does. Decides their modes; not where they are.
 */
#define _GNU_SOURCE
#include "run/temporary.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "run/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Ends what hp_signals_hold began. */
static bool made(bool done, const char *path)
{
	int saved = errno;
	if (done)
		hp_signals_add_path(path);
	hp_signals_release();
	errno = saved;
	return done;
}

int hp_temporary_file(char *name)
{
	hp_signals_hold();
	int fd = hp_os_open_unique(name, 0);
	made(fd >= 0, name);
	return fd;
}

bool hp_temporary_folder(char *name)
{
	hp_signals_hold();
	return made(mkdtemp(name) != NULL, name);
}

const char *hp_temporary_private(struct hp_arena *arena, struct hp_diag *diag, const char *program)
{
	char *path = hp_arena_printf(arena, "%s/%s-XXXXXX", hp_os_temporary_folder(), program);
	if (hp_temporary_folder(path))
		return path;
	hp_error(diag, "cannot make a folder '%s':", path);
	return NULL;
}

bool hp_temporary_subfolder(const char *path)
{
	hp_signals_hold();
	return made(mkdir(path, 0700) == 0, path);
}

bool hp_temporary_empty(const char *path)
{
	hp_signals_hold();
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd >= 0)
		close(fd);
	return made(fd >= 0, path);
}
