/*
 * Files by their paths. Decides how they are asked for; not what follows.
 */
#define _GNU_SOURCE
#include "os_file.h"

#include "arena.h"
#include "os_stream.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool take(int result, const struct stat *st, struct hp_os_info *info)
{
	if (result != 0)
		return false;
	*info = (struct hp_os_info){HP_OS_OTHER, st->st_size, st->st_dev, st->st_ino};
	if (S_ISREG(st->st_mode))
		info->kind = HP_OS_FILE;
	else if (S_ISDIR(st->st_mode))
		info->kind = HP_OS_FOLDER;
	else if (S_ISFIFO(st->st_mode))
		info->kind = HP_OS_PIPE;
	return true;
}

bool hp_os_info(const char *path, struct hp_os_info *info)
{
	struct stat st;
	return take(stat(path, &st), &st, info);
}

bool hp_os_stream_info(int stream, struct hp_os_info *info)
{
	struct stat st;
	return take(fstat(stream, &st), &st, info);
}

bool hp_os_is_same(const struct hp_os_info *one, const struct hp_os_info *other)
{
	return one->device == other->device && one->index == other->index;
}

bool hp_os_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool hp_os_is_file(const char *path)
{
	struct hp_os_info info;
	return hp_os_info(path, &info) && info.kind == HP_OS_FILE;
}

bool hp_os_is_folder(const char *path)
{
	struct hp_os_info info;
	return hp_os_info(path, &info) && info.kind == HP_OS_FOLDER;
}

bool hp_os_may_read(const char *path)
{
	return access(path, R_OK) == 0;
}

bool hp_os_may_write(const char *path)
{
	return access(path, W_OK) == 0;
}

bool hp_os_may_write_or_make(const char *path)
{
	return hp_os_may_write(path) || errno == ENOENT;
}

bool hp_os_matches(const char *path, const char *glob)
{
	return fnmatch(glob, path, 0) == 0;
}

char *hp_os_read_file(struct hp_arena *arena, const char *path, size_t *size)
{
	int stream = hp_os_open(path, HP_OPEN_READ);
	char *text = stream >= 0 ? hp_os_read_all(arena, stream, size) : NULL;
	hp_os_close_written(&stream, text != NULL);
	return text;
}

bool hp_os_remove_file(const char *path)
{
	return unlink(path) == 0;
}

bool hp_os_rename(const char *from, const char *to)
{
	return rename(from, to) == 0;
}

char *hp_os_real_path(struct hp_arena *arena, const char *path)
{
	char real[PATH_MAX];
	return realpath(path, real) ? hp_arena_strdup(arena, real) : NULL;
}
