/*
 * Folders: made, listed, and the one that relative paths start from. Functions that fail set errno and report
 * nothing.
 */
#ifndef HP_OS_FOLDER_H
#define HP_OS_FOLDER_H

#include <stdbool.h>

struct hp_arena;
struct hp_strvec;

/* Makes a folder; one that is there already is a failure, EEXIST. */
bool hp_os_make_folder(const char *path);

/* Makes a folder and those above it that are missing. *at is the folder it failed at. */
bool hp_os_make_folders(struct hp_arena *arena, const char *path, const char **at);

/* Adds the names of what is in a folder, in no order, without "." and "..". */
bool hp_os_list_folder(struct hp_strvec *names, const char *path);

/* Whether to go on below a folder. */
typedef bool (*hp_os_enter)(void *self, const char *folder);
typedef void (*hp_os_visit)(void *self, const char *file);

/* Visits every file below a folder, without following links; paths start with `path` and end with the call. `enter`
 * may be NULL: everywhere. Folders that cannot be read are passed over. */
void hp_os_walk(const char *path, hp_os_enter enter, hp_os_visit visit, void *self);

/* The absolute path of the current folder. NULL on failure. */
char *hp_os_current_folder(struct hp_arena *arena);

/* Makes another folder the current one, and back: *back is what hp_os_leave_folder wants, and -1 after a failure. */
bool hp_os_enter_folder(const char *path, int *back);
bool hp_os_leave_folder(int *back);

/* Makes another folder the current one for good. */
bool hp_os_change_folder(const char *path);

/* Where temporary files go: TMPDIR, or where the system has them. */
const char *hp_os_temporary_folder(void);

#endif
