/*
 * Files by their paths: what they are, and what is in them. Links are followed. Functions that fail set errno and
 * report nothing.
 */
#ifndef HP_OS_FILE_H
#define HP_OS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_arena;

enum hp_os_kind { HP_OS_FILE, HP_OS_FOLDER, HP_OS_PIPE, HP_OS_OTHER };

/* What the system says of a file. */
struct hp_os_info {
	enum hp_os_kind kind;
	int64_t size;           /* in bytes, of a file */
	uint64_t device, index; /* no other file has both */
};

/* Asks by a path, or of what is open. */
bool hp_os_info(const char *path, struct hp_os_info *info);
bool hp_os_stream_info(int stream, struct hp_os_info *info);

/* Whether both are of one file, under whatever names. */
bool hp_os_is_same(const struct hp_os_info *one, const struct hp_os_info *other);

bool hp_os_exists(const char *path);
/* Whether it is a file in the narrow sense: no folder, device, or pipe. */
bool hp_os_is_file(const char *path);
bool hp_os_is_folder(const char *path);
bool hp_os_may_read(const char *path);
bool hp_os_may_write(const char *path);
/* Whether it may be written, as far as one can tell, or is not there. */
bool hp_os_may_write_or_make(const char *path);

/* Whether a path matches a glob; a star may match slashes, too. */
bool hp_os_matches(const char *path, const char *glob);

/* The whole file, or what comes out of a pipe until its end, in the arena. Sets *size (bytes, without the NUL that is
 * added). NULL on failure. */
char *hp_os_read_file(struct hp_arena *arena, const char *path, size_t *size);

/* Removes a file, not a folder. */
bool hp_os_remove_file(const char *path);

/* Makes `from` the file `to`, in place of one that is there; in one step. */
bool hp_os_rename(const char *from, const char *to);

/* The absolute path without links and dots. NULL on failure. */
char *hp_os_real_path(struct hp_arena *arena, const char *path);

#endif
