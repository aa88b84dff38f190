/*
 * Streams: what is open, a file, an end of a pipe, a file in memory. A stream is a plain int called `stream`, the
 * number that the system has for it; -1 is none. Another program that we start has only those that it is handed, and
 * those under the same numbers. Functions that fail set errno and report nothing.
 */
#ifndef HP_OS_STREAM_H
#define HP_OS_STREAM_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* Those that are open from the beginning. */
enum { HP_STREAM_IN, HP_STREAM_OUT, HP_STREAM_ERR };

/* How to open; joined by `|`. */
enum {
	HP_OPEN_READ = 1,
	HP_OPEN_WRITE = 2,
	HP_OPEN_CREATE = 4,  /* if it is not there */
	HP_OPEN_NEW = 8,     /* it may not be there; with HP_OPEN_CREATE */
	HP_OPEN_EMPTY = 16,  /* what is in it goes */
	HP_OPEN_APPEND = 32, /* each write goes to its end */
	HP_OPEN_NO_WAIT = 64 /* not for the other end of a pipe, nor for what is in it */
};

/* A stream to close with hp_os_close; -1 on failure. */
int hp_os_open(const char *path, unsigned how);

/* A new file whose name is `path`, with the "XXXXXX" filled in that `behind` characters follow, and with the mode
 * that ordinary new files get. */
int hp_os_open_unique(char *path, size_t behind);

/* The name, for other programs, of where everything vanishes and nothing is read. */
const char *hp_os_null_path(void);

/* A file in memory without a path; `name` is for those who look at the process. */
int hp_os_open_memory(const char *name);

/* The same file once more, read from its beginning: the two do not share a place. */
int hp_os_open_again(int stream);

bool hp_os_open_pipe(int *read_end, int *write_end);

/* Opens those of the three standard streams that are closed: the next stream would be one of them. */
void hp_os_open_standard(void);

/* Closes, and makes it -1; none is closed already. False where the system says only now that writing failed.
 * Otherwise errno is as it was. */
bool hp_os_close(int *stream);

/* Whether what has been written, as far as `done`, is there even so; errno is the first failure's. Some file systems
 * report a full disk only when a stream is closed. */
bool hp_os_close_written(int *stream, bool done);

/* The same of a stream that stays open. */
bool hp_os_flush(int stream);

/* Reads to the end into the arena. Sets *size (bytes, without the NUL that is added). NULL on failure. */
char *hp_os_read_all(struct hp_arena *arena, int stream, size_t *size);

/* Whether `size` bytes of data are all there will be. */
typedef bool (*hp_os_complete)(const char *data, size_t size);

/* As hp_os_read_all, but stops as soon as `complete` says so when no more data waits; NULL: never before the end. */
char *hp_os_read_until(struct hp_arena *arena, int stream, hp_os_complete complete, size_t *size);

/* As hp_os_read_all, from the beginning of a file. */
char *hp_os_read_whole(struct hp_arena *arena, int stream, size_t *size);

/* As hp_os_read_all, the last `most` bytes of a file, or all if there are fewer. */
char *hp_os_read_tail(struct hp_arena *arena, int stream, size_t most, size_t *size);

/* What is there, at most `room` bytes; waits for the first. Sets *got, 0 at the end. */
bool hp_os_read_some(int stream, void *data, size_t room, size_t *got);

/* Writes all bytes, resuming after interruptions. */
bool hp_os_write_all(int stream, const void *data, size_t size);
bool hp_os_write_text(int stream, const char *text);

/* Copies a whole file, whatever its place; or what is left of any stream. */
bool hp_os_copy(int from, int to);
bool hp_os_copy_rest(int from, int to);

/* Goes to the beginning of a file. */
bool hp_os_rewind(int stream);

/* Cuts a file off behind `size` bytes. */
bool hp_os_truncate(int stream, long long size);

/* The path under which this process, and a child that inherits the stream, can open it. */
const char *hp_os_stream_path(struct hp_arena *arena, int stream);

/* Whether it is the path of some process's stream. */
bool hp_os_is_stream_path(const char *path);

/* The stream, handed to us by whoever started us, that a path of the system's stands for; -1: none. */
int hp_os_stream_of(const char *path);

/* From now on every child inherits the stream. */
bool hp_os_bequeath(int stream);

/* Makes `stream` the same as `other`. */
bool hp_os_replace(int stream, int other);

enum hp_os_lock { HP_LOCK_OURS, HP_LOCK_TAKEN, HP_LOCK_FAILED };

/* Locks a file against others who lock it, until it is closed. Without `wait` it may be taken. */
enum hp_os_lock hp_os_lock(int stream, bool wait);

bool hp_os_is_terminal(int stream);

/* The columns of a terminal; 0: unknown, or none. */
unsigned hp_os_terminal_width(int stream);

#endif
