/*
 * Interruption: a signal that ends programs (SIGINT, SIGTERM and others) ends the children, temporary files and the
 * private folder vanish, and the process dies by the same signal. The one place with mutable globals: a signal
 * handler has no other memory.
 */
#ifndef HP_SIGNALS_H
#define HP_SIGNALS_H

#include <stdbool.h>

/* Installs the handlers, except for signals that are ignored already, and ignores those that a failed write says,
 * too: SIGPIPE and SIGXFSZ. */
void hp_signals_init(void);

/* Keeps the signals waiting, for what has to be done whole; ended by hp_signals_release. Such pairs nest. */
void hp_signals_hold(void);
void hp_signals_release(void);

/* Registers a running child; false if the table is full. Removing an unknown one does nothing. */
bool hp_signals_add_child(int child);
void hp_signals_remove_child(int child);

/* Registers a file, or an empty folder, to remove; later ones are removed first. A file that cannot be removed, in a
 * folder of somebody else, is emptied. The string is borrowed until the
 * path is removed here, once for each time it was added, or hp_signals_clean has run. */
void hp_signals_add_path(const char *path);
void hp_signals_remove_path(const char *path);

/* Removes one registered path now, keeping errno; or every one: the orderly way out. */
void hp_signals_clean_path(const char *path);
void hp_signals_clean(void);

#endif
