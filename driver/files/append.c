/*
 * Appending to shared files. Decides how writers keep out of each other's way; knows nothing of the content.
 */
#define _GNU_SOURCE
#include "files/append.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reading is for the last byte. */
static int open_shared(const char *path)
{
	return open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
}

static bool lock(int fd)
{
	while (flock(fd, LOCK_EX) != 0)
		if (errno != EINTR)
			return false;
	return true;
}

bool hp_append_check(struct hp_diag *diag, const char *path)
{
	int fd = open_shared(path);
	/* That somebody else has the lock shows that there are locks. */
	if (fd >= 0 && (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno == EWOULDBLOCK)) {
		close(fd);
		return true;
	}
	hp_error(diag, "cannot append to manifest '%s':", path);
	if (fd >= 0)
		close(fd);
	return false;
}

static bool ends_within_line(int fd, const struct stat *st)
{
	char last;
	return S_ISREG(st->st_mode) && st->st_size && pread(fd, &last, 1, st->st_size - 1) == 1 && last != '\n';
}

/* Whether the condition holds for the locked file; -1 and errno if it cannot be read. */
static int holds(struct hp_arena *arena, int fd, const char *line, hp_append_when *when)
{
	struct stat st;
	size_t size;
	if (fstat(fd, &st) != 0)
		return -1;
	if (!S_ISREG(st.st_mode))
		return 0; /* a pipe or a device keeps no lines */
	const char *text = lseek(fd, 0, SEEK_SET) == 0 ? hp_os_read_all(arena, fd, &size) : NULL;
	return text ? when(arena, text, line) : -1;
}

static bool say(const struct hp_append *append)
{
	hp_error(append->diag, "cannot append to manifest '%s':", append->path);
	return false;
}

bool hp_append_open(struct hp_append *append)
{
	struct stat st;
	append->fd = open_shared(append->path);
	if (append->fd < 0)
		return say(append);
	if (!lock(append->fd) || fstat(append->fd, &st) != 0) {
		say(append);
		close(append->fd);
		append->fd = -1;
		return false;
	}
	append->size = S_ISREG(st.st_mode) ? st.st_size : -1;
	return true;
}

/* One write for all. */
static bool write_line(struct hp_append *append, int fd, hp_append_when *when)
{
	struct stat st;
	size_t size;
	const char *line = lseek(fd, 0, SEEK_SET) == 0 ? hp_os_read_all(append->arena, fd, &size) : NULL;
	if (!line || fstat(append->fd, &st) != 0)
		return false;
	int wanted = when ? holds(append->arena, append->fd, line, when) : 1;
	if (wanted <= 0)
		return wanted == 0;
	const char *text =
	    hp_arena_printf(append->arena, "%s%s", ends_within_line(append->fd, &st) ? "\n" : "", line);
	return hp_os_write_all(append->fd, text, strlen(text));
}

bool hp_append_write(struct hp_append *append, int fd, hp_append_when *when)
{
	return write_line(append, fd, when) || say(append);
}

/* Some file systems report a full disk only when a descriptor is closed: while we have the lock, a copy is. */
static bool flush(int fd)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	return copy >= 0 && close(copy) == 0;
}

bool hp_append_close(struct hp_append *append, bool keep)
{
	bool done = !keep || flush(append->fd) || say(append);
	/* If that fails, the next writer ends the line. */
	if (!(keep && done) && append->size >= 0 && ftruncate(append->fd, append->size) != 0)
		done = say(append);
	close(append->fd);
	append->fd = -1;
	return done;
}
