/*
 * Folders. Decides how they are made and gone through; not which.
 */
#define _GNU_SOURCE
#include "os_folder.h"

#include "arena.h"
#include "strvec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool hp_os_make_folder(const char *path)
{
	return mkdir(path, 0777) == 0;
}

bool hp_os_make_folders(struct hp_arena *arena, const char *path, const char **at)
{
	char *text = hp_arena_strdup(arena, path);
	*at = text;
	for (char *slash = text + 1;; slash++) {
		char end = *slash;
		if (end && end != '/')
			continue;
		*slash = '\0';
		if (!hp_os_make_folder(text) && errno != EEXIST)
			return false;
		*slash = end;
		if (!end)
			return true;
	}
}

bool hp_os_list_folder(struct hp_strvec *names, const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	if (!folder)
		return false;
	while ((entry = readdir(folder)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			hp_strvec_push(names, hp_arena_strdup(names->arena, entry->d_name));
	closedir(folder);
	return true;
}

void hp_os_walk(const char *path, hp_os_enter enter, hp_os_visit visit, void *self)
{
	char *roots[] = {strdup(path), NULL};
	FTS *walk = roots[0] ? fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL) : NULL;
	for (FTSENT *at; walk && (at = fts_read(walk));) {
		if (at->fts_info == FTS_F)
			visit(self, at->fts_path);
		else if (at->fts_info == FTS_D && enter && !enter(self, at->fts_path))
			fts_set(walk, at, FTS_SKIP);
	}
	if (walk)
		fts_close(walk);
	free(roots[0]);
}

char *hp_os_current_folder(struct hp_arena *arena)
{
	char path[PATH_MAX];
	return getcwd(path, sizeof path) ? hp_arena_strdup(arena, path) : NULL;
}

bool hp_os_enter_folder(const char *path, int *back)
{
	*back = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (*back >= 0 && hp_os_change_folder(path))
		return true;
	int saved = errno;
	if (*back >= 0)
		close(*back);
	*back = -1;
	errno = saved;
	return false;
}

bool hp_os_leave_folder(int *back)
{
	bool done = fchdir(*back) == 0;
	int saved = errno;
	close(*back);
	*back = -1;
	errno = saved;
	return done;
}

bool hp_os_change_folder(const char *path)
{
	return chdir(path) == 0;
}

const char *hp_os_temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");
	return folder && *folder ? folder : "/tmp";
}
