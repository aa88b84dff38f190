/*
 * Appending to shared files. Decides how writers keep out of each other's way; knows nothing of the content.
 */
#include "files/append.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_stream.h"

/* Reading is for the last byte. */
static int open_shared(const char *path)
{
	return hp_os_open(path, HP_OPEN_READ | HP_OPEN_WRITE | HP_OPEN_APPEND | HP_OPEN_CREATE);
}

bool hp_append_check(struct hp_diag *diag, const char *path)
{
	int stream = open_shared(path);
	/* That somebody else has the lock shows that there are locks. */
	bool done = stream >= 0 && hp_os_lock(stream, false) != HP_LOCK_FAILED;
	if (!done)
		hp_error(diag, "cannot append to manifest '%s':", path);
	hp_os_close(&stream);
	return done;
}

static bool ends_within_line(struct hp_arena *arena, int stream, const struct hp_os_info *info)
{
	size_t size = 0;
	const char *last = info->kind == HP_OS_FILE ? hp_os_read_tail(arena, stream, 1, &size) : NULL;
	return last && size && *last != '\n';
}

/* Whether the condition holds for the locked file; -1 and errno if it cannot be read. */
static int holds(struct hp_arena *arena, int stream, const char *line, hp_append_when *when)
{
	struct hp_os_info info;
	size_t size;
	if (!hp_os_stream_info(stream, &info))
		return -1;
	if (info.kind != HP_OS_FILE)
		return 0; /* a pipe or a device keeps no lines */
	const char *text = hp_os_read_whole(arena, stream, &size);
	return text ? when(arena, text, line) : -1;
}

static bool say(const struct hp_append *append)
{
	hp_error(append->diag, "cannot append to manifest '%s':", append->path);
	return false;
}

bool hp_append_open(struct hp_append *append)
{
	struct hp_os_info info;
	append->stream = open_shared(append->path);
	if (append->stream < 0)
		return say(append);
	if (hp_os_lock(append->stream, true) != HP_LOCK_OURS || !hp_os_stream_info(append->stream, &info)) {
		say(append);
		hp_os_close(&append->stream);
		return false;
	}
	append->size = info.kind == HP_OS_FILE ? info.size : -1;
	return true;
}

/* One write for all. */
static bool write_line(struct hp_append *append, int from, hp_append_when *when)
{
	struct hp_os_info info;
	size_t size;
	const char *line = hp_os_read_whole(append->arena, from, &size);
	if (!line || !hp_os_stream_info(append->stream, &info))
		return false;
	int wanted = when ? holds(append->arena, append->stream, line, when) : 1;
	if (wanted <= 0)
		return wanted == 0;
	bool within = ends_within_line(append->arena, append->stream, &info);
	return hp_os_write_text(append->stream, hp_arena_printf(append->arena, "%s%s", within ? "\n" : "", line));
}

bool hp_append_write(struct hp_append *append, int stream, hp_append_when *when)
{
	return write_line(append, stream, when) || say(append);
}

bool hp_append_close(struct hp_append *append, bool keep)
{
	bool done = !keep || hp_os_flush(append->stream) || say(append);
	/* If that fails, the next writer ends the line. */
	if (!(keep && done) && append->size >= 0 && !hp_os_truncate(append->stream, append->size))
		done = say(append);
	hp_os_close(&append->stream);
	return done;
}
