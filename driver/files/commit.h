/*
 * Outputs become files: whole or not at all.
 */
#ifndef HP_COMMIT_H
#define HP_COMMIT_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

enum { HP_COMMIT_MAX = 6 };

/* Outputs that appear together. Set up with {.arena = …, .diag = …}. */
struct hp_commit {
	struct hp_arena *arena;
	struct hp_diag *diag;
	struct {
		const char *path;
		const char *aside; /* the temporary file; NULL: in place, or to be written there */
		int stream;        /* memory file with the content; -1: written by another program */
		bool regular;      /* what can be taken back: a file, no device and no pipe */
		bool placed;       /* something of it is in place */
	} entries[HP_COMMIT_MAX];
	size_t count;
};

/*
 * Adds an output, at most HP_COMMIT_MAX with adopted ones: the whole content of the memory file `stream` under
 * `path`. Regular files are written aside, in the same folder; where that is impossible, and for devices, pipes and
 * "-" (standard output), the content is written in place by hp_commit_finish. False after a report.
 */
bool hp_commit_add(struct hp_commit *commit, const char *path, int stream);

/*
 * Adds an output that another program is about to write to its place itself. hp_commit_place does nothing for it;
 * what is taken back takes it along, if it is, or will be, a regular file that we may write. NULL is ignored.
 */
void hp_commit_adopt(struct hp_commit *commit, const char *path);

/*
 * Puts everything in place. Where a file cannot be replaced but written, as in a folder whose files only their owners
 * may replace, it is written in place, as clang does. False after a report; then all of it has been taken back. Until
 * hp_commit_keep or hp_commit_abort a signal takes it back, too: the names are borrowed.
 */
bool hp_commit_place(struct hp_commit *commit);

/* What is in place stays. */
void hp_commit_keep(struct hp_commit *commit);

/*
 * Takes back what is aside and what has been put in place: regular files are removed, or emptied where that is
 * impossible. Keeps errno.
 */
void hp_commit_abort(struct hp_commit *commit);

/* Writes the content of a file to `stream`. False after a report. */
typedef bool (*hp_commit_write)(void *self, int stream);

/* Makes one file of what `fill` writes. False after a report; then the file is as it was, or gone. */
bool hp_commit_file(struct hp_arena *arena, struct hp_diag *diag, const char *path, hp_commit_write fill, void *self);

/* Makes one file of a text. False after a report. */
bool hp_commit_text(struct hp_arena *arena, struct hp_diag *diag, const char *path, const char *text);

/* Makes the folder of an output and those above it that are missing. False after a report. */
bool hp_commit_folder(struct hp_arena *arena, struct hp_diag *diag, const char *path);
#endif
