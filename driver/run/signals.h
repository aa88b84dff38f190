/*
 * Interruption: on SIGINT, SIGTERM and SIGHUP the children end, temporary files and the private folder vanish, and
 * the process dies by the same signal. The one place with mutable globals: a signal handler has no other memory.
 */
#ifndef HP_SIGNALS_H
#define HP_SIGNALS_H

#include <stdbool.h>
#include <sys/types.h>

/* Installs the handlers, except for signals that are ignored already, and ignores SIGPIPE. */
void hp_signals_init(void);

/* Registers a running child; false if the table is full. Removing an unknown one does nothing. */
bool hp_signals_add_child(pid_t pid);
void hp_signals_remove_child(pid_t pid);

/* Registers a file, or an empty folder, to remove; later ones are removed first. The string is borrowed until the
 * path is removed here or hp_signals_clean has run. */
void hp_signals_add_path(const char *path);
void hp_signals_remove_path(const char *path);

/* Removes every registered path now: the orderly way out. */
void hp_signals_clean(void);

#endif
