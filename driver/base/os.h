/*
 * The operating system: child processes, descriptors, files written whole or not at all.
 */
#ifndef HP_OS_H
#define HP_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct hp_arena;
struct hp_diag;

/* Reads a descriptor to its end into the arena. Sets *size (bytes, without the NUL that is added). NULL and errno on
 * failure; reports nothing. */
char *hp_os_read_all(struct hp_arena *arena, int fd, size_t *size);

/* Whether `size` bytes of data are all there will be. */
typedef bool (*hp_os_complete)(const char *data, size_t size);

/* As hp_os_read_all, but stops as soon as `complete` says so when no more data waits; NULL: never before the end. */
char *hp_os_read_until(struct hp_arena *arena, int fd, hp_os_complete complete, size_t *size);

/* Writes all bytes, resuming after interruptions. False and errno on failure. */
bool hp_os_write_all(int fd, const void *data, size_t size);

/* An anonymous memory file, close-on-exec. -1 and errno on failure. */
int hp_os_memfd(const char *name);

/* Makes a folder and those above it that are missing. False and errno on failure; *at is the folder it failed at. */
bool hp_os_make_folders(struct hp_arena *arena, const char *path, const char **at);

/* Seconds from some fixed time on, for differences. */
double hp_os_seconds(void);

/* The absolute path of the running executable, links resolved. NULL and errno on failure. */
char *hp_os_self_path(struct hp_arena *arena);

#endif
