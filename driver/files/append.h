/*
 * Files that several processes add lines to at the same time.
 *
 * A line is appended under flock(LOCK_EX), by one write to a descriptor opened with O_APPEND. Neither is enough
 * alone: the lock is what holds on network file systems, the one write what keeps a reader without lock from seeing
 * half a line. The file is never replaced: a rename would leave the waiting writers with a lock on the old file, and
 * a rewrite that is killed would lose the lines of others. There is no fsync: a line lost with the machine is lost
 * with its object.
 */
#ifndef HP_APPEND_H
#define HP_APPEND_H

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

/* Whether lines can be appended to `path`, which is created if it is not there. False after a report. */
bool hp_append_check(struct hp_diag *diag, const char *path);

/* A condition on the file's text and the line to be added. */
typedef bool hp_append_when(struct hp_arena *arena, const char *file, const char *line);

/*
 * Appends the whole content of the memory file `fd`, a line with its line end. Waits for other writers. A line that a
 * killed writer left without its end is ended first. With `when` (may be NULL), nothing is appended where that does
 * not hold, and nobody adds a line between the look and the write. False after a report; then the file is as it was.
 */
bool hp_append_line(struct hp_arena *arena, struct hp_diag *diag, const char *path, int fd, hp_append_when *when);

#endif
