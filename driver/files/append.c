/*
 * Appending to shared files. Decides how writers keep out of each other's way; knows nothing of the content.
 */
#define _GNU_SOURCE
#include "files/append.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os.h"

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

/* One write for all; what is left of a failed one is taken back. */
static bool write_line(struct hp_arena *arena, int to, const char *line, hp_append_when *when)
{
	struct stat st;
	if (!lock(to) || fstat(to, &st) != 0)
		return false;
	int wanted = when ? holds(arena, to, line, when) : 1;
	if (wanted <= 0)
		return wanted == 0;
	const char *text = hp_arena_printf(arena, "%s%s", ends_within_line(to, &st) ? "\n" : "", line);
	if (hp_os_write_all(to, text, strlen(text)))
		return true;
	int saved = errno;
	if (S_ISREG(st.st_mode) && ftruncate(to, st.st_size) != 0)
		saved = errno; /* the next writer ends the line */
	errno = saved;
	return false;
}

bool hp_append_line(struct hp_arena *arena, struct hp_diag *diag, const char *path, int fd, hp_append_when *when)
{
	size_t size;
	const char *line = lseek(fd, 0, SEEK_SET) == 0 ? hp_os_read_all(arena, fd, &size) : NULL;
	int to = line ? open_shared(path) : -1;
	bool done = to >= 0 && write_line(arena, to, line, when);
	int saved = errno;
	/* Some file systems report a full disk only now. */
	if (to >= 0 && close(to) != 0 && done) {
		saved = errno;
		done = false;
	}
	errno = saved;
	if (!done)
		hp_error(diag, "cannot append to manifest '%s':", path);
	return done;
}
