/*
 * Streams. Decides that they are no child's by themselves, and what is tried again; nothing of what is in them.
 */
#define _GNU_SOURCE
#include "os_stream.h"

#include "arena.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int hp_os_open(const char *path, unsigned how)
{
	int flags = (how & HP_OPEN_WRITE) ? (how & HP_OPEN_READ) ? O_RDWR : O_WRONLY : O_RDONLY;
	flags |= (how & HP_OPEN_CREATE) ? O_CREAT : 0;
	flags |= (how & HP_OPEN_NEW) ? O_EXCL : 0;
	flags |= (how & HP_OPEN_EMPTY) ? O_TRUNC : 0;
	flags |= (how & HP_OPEN_APPEND) ? O_APPEND : 0;
	flags |= (how & HP_OPEN_NO_WAIT) ? O_NONBLOCK : 0;
	return open(path, flags | O_CLOEXEC | O_NOCTTY, 0666);
}

int hp_os_open_unique(char *path, size_t behind)
{
	int stream = mkostemps(path, (int)behind, O_CLOEXEC);
	if (stream >= 0) {
		mode_t mask = umask(0);
		umask(mask);
		fchmod(stream, 0666 & ~mask);
	}
	return stream;
}

const char *hp_os_null_path(void)
{
	return "/dev/null";
}

int hp_os_open_memory(const char *name)
{
	return memfd_create(name, MFD_CLOEXEC);
}

int hp_os_open_again(int stream)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", stream);
	return hp_os_open(path, HP_OPEN_READ);
}

bool hp_os_open_pipe(int *read_end, int *write_end)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	*read_end = ends[0];
	*write_end = ends[1];
	return true;
}

void hp_os_open_standard(void)
{
	for (int stream = 0; stream < 3; stream++)
		if (fcntl(stream, F_GETFD) < 0 && open(hp_os_null_path(), O_RDWR) < 0)
			return;
}

bool hp_os_close(int *stream)
{
	int saved = errno;
	bool done = *stream < 0 || close(*stream) == 0;
	*stream = -1;
	if (done)
		errno = saved;
	return done;
}

bool hp_os_close_written(int *stream, bool done)
{
	int saved = errno;
	if (!hp_os_close(stream) && done)
		return false;
	errno = saved;
	return done;
}

bool hp_os_flush(int stream)
{
	int copy = fcntl(stream, F_DUPFD_CLOEXEC, 0);
	return copy >= 0 && close(copy) == 0;
}

char *hp_os_read_all(struct hp_arena *arena, int stream, size_t *size)
{
	return hp_os_read_until(arena, stream, NULL, size);
}

char *hp_os_read_until(struct hp_arena *arena, int stream, hp_os_complete complete, size_t *size)
{
	size_t capacity = 64 * 1024, used = 0, got;
	char *data = malloc(capacity);
	for (;;) {
		if (!data)
			return NULL;
		if (!hp_os_read_some(stream, data + used, capacity - used, &got)) {
			int saved = errno;
			free(data);
			errno = saved;
			return NULL;
		}
		if (got == 0)
			break;
		used += got;
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

char *hp_os_read_whole(struct hp_arena *arena, int stream, size_t *size)
{
	return hp_os_rewind(stream) ? hp_os_read_all(arena, stream, size) : NULL;
}

char *hp_os_read_tail(struct hp_arena *arena, int stream, size_t most, size_t *size)
{
	off_t end = lseek(stream, 0, SEEK_END);
	off_t start = end > (off_t)most ? end - (off_t)most : 0;
	return end >= 0 && lseek(stream, start, SEEK_SET) >= 0 ? hp_os_read_all(arena, stream, size) : NULL;
}

bool hp_os_read_some(int stream, void *data, size_t room, size_t *got)
{
	ssize_t count;
	do
		count = read(stream, data, room);
	while (count < 0 && errno == EINTR);
	*got = count < 0 ? 0 : (size_t)count;
	return count >= 0;
}

bool hp_os_write_all(int stream, const void *data, size_t size)
{
	const char *at = data;
	while (size) {
		ssize_t wrote = write(stream, at, size);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return false;
		at += wrote;
		size -= (size_t)wrote;
	}
	return true;
}

bool hp_os_write_text(int stream, const char *text)
{
	return hp_os_write_all(stream, text, strlen(text));
}

bool hp_os_copy(int from, int to)
{
	struct stat st;
	if (fstat(from, &st) != 0)
		return false;
	size_t size = (size_t)st.st_size;
	if (!size)
		return true;
	void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, from, 0);
	if (data == MAP_FAILED)
		return false;
	bool done = hp_os_write_all(to, data, size);
	int saved = errno;
	munmap(data, size);
	errno = saved;
	return done;
}

bool hp_os_copy_rest(int from, int to)
{
	char data[8192];
	size_t got;
	bool done;
	while ((done = hp_os_read_some(from, data, sizeof data, &got)) && got)
		if (!hp_os_write_all(to, data, got))
			return false;
	return done;
}

bool hp_os_rewind(int stream)
{
	return lseek(stream, 0, SEEK_SET) == 0;
}

bool hp_os_truncate(int stream, long long size)
{
	return ftruncate(stream, size) == 0;
}

const char *hp_os_stream_path(struct hp_arena *arena, int stream)
{
	return hp_arena_printf(arena, "/dev/fd/%d", stream);
}

bool hp_os_is_stream_path(const char *path)
{
	return hp_starts_with(path, "/dev/fd/");
}

int hp_os_stream_of(const char *path)
{
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
	if (strcmp(path, "/dev/stdin") == 0)
		return STDIN_FILENO;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *number = path + strlen(folders[i]);
		if (!hp_starts_with(path, folders[i]) || !*number || number[strspn(number, "0123456789")])
			continue;
		/* Ours are close-on-exec. */
		int stream = (int)strtol(number, NULL, 10), flags = fcntl(stream, F_GETFD);
		return flags >= 0 && !(flags & FD_CLOEXEC) ? stream : -1;
	}
	return -1;
}

bool hp_os_bequeath(int stream)
{
	return fcntl(stream, F_SETFD, 0) == 0;
}

bool hp_os_replace(int stream, int other)
{
	return dup2(other, stream) >= 0;
}

enum hp_os_lock hp_os_lock(int stream, bool wait)
{
	while (flock(stream, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
		if (!wait && errno == EWOULDBLOCK)
			return HP_LOCK_TAKEN;
		if (errno != EINTR)
			return HP_LOCK_FAILED;
	}
	return HP_LOCK_OURS;
}

bool hp_os_is_terminal(int stream)
{
	return isatty(stream) != 0;
}

unsigned hp_os_terminal_width(int stream)
{
	struct winsize size;
	return ioctl(stream, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
