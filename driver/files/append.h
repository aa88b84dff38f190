/*
 * Files that several processes add lines to at the same time.
 *
 * A line is appended under a lock, by one write to a stream that appends. Neither is enough
 * alone: the lock is what holds on network file systems, the one write what keeps a reader without lock from seeing
 * half a line. The file is never replaced: a rename would leave the waiting writers with a lock on the old file, and
 * a rewrite that is killed would lose the lines of others. There is no fsync: a line lost with the machine is lost
 * with its object.
 */
#ifndef HP_APPEND_H
#define HP_APPEND_H

#include <stdbool.h>
#include <stdint.h>

struct hp_arena;
struct hp_diag;

/* Whether lines can be appended to `path`, which is created if it is not there. False after a report. */
bool hp_append_check(struct hp_diag *diag, const char *path);

/* A condition on the file's text and the line to be added. */
typedef bool hp_append_when(struct hp_arena *arena, const char *file, const char *line);

/* A file whose lock we have. Set up with {.arena = …, .diag = …, .path = …, .stream = -1}. */
struct hp_append {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const char *path;
	int stream;
	int64_t size; /* to go back to; -1: no regular file */
};

/* Opens the file and waits until no other writer has it. False after a report. */
bool hp_append_open(struct hp_append *append);

/*
 * Appends the whole content of the memory file `stream`, a line with its line end. A line that a killed writer left
 * without its end is ended first. With `when` (may be NULL), nothing is appended where that does not hold, and nobody
 * adds a line between the look and the write. False after a report.
 */
bool hp_append_write(struct hp_append *append, int stream, hp_append_when *when);

/* Lets others write. Without `keep` the file is as it was before. False after a report; then it is so, too. */
bool hp_append_close(struct hp_append *append, bool keep);

#endif
