/*
 * Outputs become files: whole or not at all.
 */
#ifndef HP_COMMIT_H
#define HP_COMMIT_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

enum { HP_COMMIT_MAX = 3 };

/* Up to three outputs that appear together. Set up with {.arena = …, .diag = …}. */
struct hp_commit {
	struct hp_arena *arena;
	struct hp_diag *diag;
	struct {
		const char *path;
		const char *aside; /* the temporary file; NULL: written in place */
		int fd;            /* memfd with the content */
	} entries[HP_COMMIT_MAX];
	size_t count;
};

/*
 * Adds an output: the whole content of the memory file `fd` under `path`. Regular files are written aside, in the
 * same folder; where that is impossible, and for devices, pipes and "-" (standard output), the content is written in
 * place by hp_commit_finish. False after a report.
 */
bool hp_commit_add(struct hp_commit *commit, const char *path, int fd);

/* Puts everything in place. False after a report; then no output of this commit remains aside. */
bool hp_commit_finish(struct hp_commit *commit);

/* Writes the content of a file to `fd`. False after a report. */
typedef bool (*hp_commit_write)(void *self, int fd);

/* Makes one file of what `write` writes. False after a report; then the file is as it was. */
bool hp_commit_file(struct hp_arena *arena, struct hp_diag *diag, const char *path, hp_commit_write write,
                    void *self);

/* Makes one file of a text. False after a report. */
bool hp_commit_text(struct hp_arena *arena, struct hp_diag *diag, const char *path, const char *text);

/* Makes the folder of an output and those above it that are missing. False after a report. */
bool hp_commit_folder(struct hp_arena *arena, struct hp_diag *diag, const char *path);

/* Removes what was written aside. */
void hp_commit_abort(struct hp_commit *commit);

#endif
