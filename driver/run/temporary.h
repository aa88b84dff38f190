/*
 * Files and folders that go when the process does: made and registered (see signals.h) with no signal in between.
 */
#ifndef HP_TEMPORARY_H
#define HP_TEMPORARY_H

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

/*
 * A new file, by a name that ends with "XXXXXX", which is filled in, with the mode an ordinary new file gets. Its
 * stream, or -1 and errno. The name is borrowed as hp_signals_add_path does.
 */
int hp_temporary_file(char *name);

/* The same for a folder that only its owner can enter. False and errno on failure. */
bool hp_temporary_folder(char *name);

/* Such a folder where the system has temporary files, named after `program`. Its path in the arena; NULL after a
 * report. */
const char *hp_temporary_private(struct hp_arena *arena, struct hp_diag *diag, const char *program);

/* A folder, or an empty file, of exactly this name, which nothing has yet. False and errno on failure. */
bool hp_temporary_subfolder(const char *path);
bool hp_temporary_empty(const char *path);

#endif
