/*
 * Child processes: started without a shell, with exactly the descriptors they need.
 */
#ifndef HP_EXEC_H
#define HP_EXEC_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct hp_diag;

/* What a child inherits besides its arguments. */
struct hp_child_io {
	char *const *env;
	const int *inherit; /* descriptors kept under their numbers; negative ones are skipped */
	size_t inherit_count;
	int in, out, err;   /* descriptors to use as 0, 1 and 2; -1: ours */
	const char *folder; /* to run in; NULL: ours */
};

/* Starts argv[0]. -1 after a report. */
pid_t hp_exec_spawn(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io);

/* Waits for one child. Its wait status, or -1. */
int hp_exec_wait(pid_t pid);

/* Kills and reaps a child. */
void hp_exec_kill(pid_t pid);

/* A wait status as an exit status: signal n becomes 128+n. */
int hp_exec_status(int wait_status);

/* Replaces the process by argv[0]. Returns only after a failure, which is reported. */
void hp_exec_replace(struct hp_diag *diag, char *const *argv, char *const *env);

#endif
