/*
 * Paths as texts.
 */
#ifndef HP_PATH_H
#define HP_PATH_H

#include <stdbool.h>

struct hp_arena;

/*
 * `path`, if it is relative behind `folder`, without ".", ".." and doubled slashes. By its text alone: a symbolic
 * link in front of ".." is not followed.
 */
char *hp_path_join(struct hp_arena *arena, const char *folder, const char *path);

/* `path`, if it is relative behind `folder`; otherwise as it is, like a compiler that does not look at its dots. */
const char *hp_path_absolute(struct hp_arena *arena, const char *folder, const char *path);

/* What follows `folder` and a slash in `path`, NULL if it does not start so. Both as hp_path_join gives them. */
const char *hp_path_below(const char *folder, const char *path);

/* What stands in front of the last slash: "/" for what is below the root, "." without a slash. */
const char *hp_path_folder(struct hp_arena *arena, const char *path);

/* Whether it starts with a drive letter, "C:\\" or "C:/". */
bool hp_path_has_drive(const char *path);

/* What follows the last slash. */
const char *hp_path_base(const char *path);

/* `path` with the extension of its last component replaced by `extension` (with its dot), or added. */
const char *hp_path_with_extension(struct hp_arena *arena, const char *path, const char *extension);

/* Whether it is named like a library: "x.lib" in any case, "x.a". */
bool hp_path_is_library(const char *path);

#endif
