/*
 * Child processes: started without a shell, with exactly the descriptors they need.
 */
#ifndef HP_EXEC_H
#define HP_EXEC_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

/* In place of a stream (see base/os_stream.h). */
enum {
	HP_IO_OURS = -1,
	HP_IO_NULL = -2,  /* nothing to read, and what is written vanishes */
	HP_IO_AS_OUT = -3 /* for messages: where the output goes */
};

/* What a child inherits besides its arguments. */
struct hp_child_io {
	char *const *env;
	const int *inherit; /* streams kept under their numbers; negative ones are skipped */
	size_t inherit_count;
	int in, out, err;   /* streams for input, output and messages, or HP_IO_… */
	const char *folder; /* to run in; NULL: ours */
};

/* Runs argv[0] to its end. Sets *status to its exit status, signal n as 128+n. False after a report if it could not
 * be started; then *status is 1. */
bool hp_exec_run(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io, int *status);

/* As hp_exec_run, but gives what the child writes to `stream`, HP_STREAM_OUT or HP_STREAM_ERR, which is not looked at
 * in `io`: a text in the arena with a NUL behind it. NULL after a report; *status is 1 then unless the child ran. */
char *hp_exec_capture(struct hp_arena *arena, struct hp_diag *diag, char *const *argv, const struct hp_child_io *io,
                      int stream, int *status);

/* Takes a line with its line end; it may be changed, and lives until the function returns. */
typedef void (*hp_exec_line)(void *self, char *line, size_t length);

/* As hp_exec_run, and hands each line of the child's output to `take` as soon as it is written; `out` in `io` is not
 * looked at. */
bool hp_exec_lines(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io, hp_exec_line take,
                   void *self, int *status);

/* Starts argv[0]. The child's number, or -1 after a report. */
int hp_exec_spawn(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io);

/* Waits for one child. Its wait status, or -1. */
int hp_exec_wait(int child);

/* Kills and reaps a child. */
void hp_exec_kill(int child);

/* A wait status as an exit status: signal n becomes 128+n. */
int hp_exec_status(int wait_status);

/* Replaces the process by argv[0]. Returns only after a failure, which is reported. */
void hp_exec_replace(struct hp_diag *diag, char *const *argv, char *const *env);

#endif
