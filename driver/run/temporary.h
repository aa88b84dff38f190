/*
 * Files and folders that go when the process does: made and registered (see signals.h) with no signal in between.
 */
#ifndef HP_TEMPORARY_H
#define HP_TEMPORARY_H

#include <stdbool.h>

/*
 * A new file, by a name that ends with "XXXXXX", which is filled in, with the mode an ordinary new file gets. Its
 * descriptor, or -1 and errno. The name is borrowed as hp_signals_add_path does.
 */
int hp_temporary_file(char *name);

/* The same for a folder that only its owner can enter. False and errno on failure. */
bool hp_temporary_folder(char *name);

/* A folder, or an empty file, of exactly this name, which nothing has yet. False and errno on failure. */
bool hp_temporary_subfolder(const char *path);
bool hp_temporary_empty(const char *path);

#endif
