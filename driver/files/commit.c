/*
 * Outputs become files. Decides how they are written and named meanwhile; knows nothing of their content.
 */
#include "files/commit.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "run/signals.h"
#include "run/temporary.h"

#include <errno.h>
#include <string.h>

static bool copy_and_close(int from, int to)
{
	return hp_os_close_written(&to, hp_os_copy(from, to));
}

static bool is_regular_or_absent(const char *path)
{
	struct hp_os_info info;
	return !hp_os_info(path, &info) || info.kind == HP_OS_FILE;
}

/* A new file beside `path`, named ".NAME.hpcc-XXXXXX". */
static int open_aside(struct hp_arena *arena, const char *path, const char **aside)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash + 1 - path) : 0;
	/* Names end at 255 bytes: a long one is cut. */
	char *name = hp_arena_printf(arena, "%.*s.%.200s.hpcc-XXXXXX", folder, path, path + folder);
	int stream = hp_temporary_file(name);
	*aside = stream < 0 ? NULL : name;
	return stream;
}

bool hp_commit_add(struct hp_commit *commit, const char *path, int stream)
{
	const char *aside = NULL;
	commit->entries[commit->count].path = path;
	commit->entries[commit->count].aside = NULL;
	commit->entries[commit->count].stream = stream;
	commit->entries[commit->count].placed = false;
	commit->entries[commit->count].regular = strcmp(path, "-") != 0 && is_regular_or_absent(path);
	if (commit->entries[commit->count].regular) {
		/* A folder that takes no new files may hold an old one that can be written; one that cannot is the
		 * user's, in whatever folder. */
		bool writable = hp_os_may_write(path), absent = !writable && errno == ENOENT;
		int to = writable || absent ? open_aside(commit->arena, path, &aside) : -1;
		if (to < 0 && !writable) {
			hp_error(commit->diag, "cannot write '%s':", path);
			return false;
		}
		if (to >= 0 && !copy_and_close(stream, to)) {
			hp_error(commit->diag, "cannot write '%s':", path);
			hp_signals_clean_path(aside);
			return false;
		}
	}
	commit->entries[commit->count++].aside = aside;
	return true;
}

/* From now on an output can be taken back, by a signal, too. */
static void set_placed(struct hp_commit *commit, size_t index)
{
	commit->entries[index].placed = true;
	if (commit->entries[index].regular)
		hp_signals_add_path(commit->entries[index].path);
}

void hp_commit_adopt(struct hp_commit *commit, const char *path)
{
	if (!path || strcmp(path, "-") == 0 || !is_regular_or_absent(path) || !hp_os_may_write_or_make(path))
		return;
	commit->entries[commit->count].path = path;
	commit->entries[commit->count].aside = NULL;
	commit->entries[commit->count].stream = -1;
	commit->entries[commit->count].regular = true;
	set_placed(commit, commit->count++);
}

static bool write_in_place(struct hp_commit *commit, size_t index)
{
	const char *path = commit->entries[index].path;
	bool regular = commit->entries[index].regular;
	if (strcmp(path, "-") == 0)
		return hp_os_copy(commit->entries[index].stream, HP_STREAM_OUT);
	if (regular)
		hp_signals_hold();
	int to = hp_os_open(path, HP_OPEN_WRITE | (regular ? HP_OPEN_CREATE : 0));
	if (to >= 0)
		set_placed(commit, index);
	if (regular)
		hp_signals_release();
	if (to >= 0 && regular && !hp_os_truncate(to, 0))
		return hp_os_close_written(&to, false);
	return to >= 0 && copy_and_close(commit->entries[index].stream, to);
}

static bool replace(struct hp_commit *commit, size_t index)
{
	const char *aside = commit->entries[index].aside;
	hp_signals_hold();
	bool done = aside && hp_os_rename(aside, commit->entries[index].path);
	if (done) {
		set_placed(commit, index);
		hp_signals_remove_path(aside);
		commit->entries[index].aside = NULL;
	}
	hp_signals_release();
	return done;
}

/* Puts one output in place. False after a report. */
static bool place(struct hp_commit *commit, size_t index)
{
	if (replace(commit, index) || write_in_place(commit, index))
		return true;
	hp_error(commit->diag, "cannot write '%s':", commit->entries[index].path);
	return false;
}

bool hp_commit_place(struct hp_commit *commit)
{
	bool done = true;
	/* What is written in place may fail late: the other files are to be as they were then. */
	for (size_t i = 0; done && i < commit->count; i++)
		if (!commit->entries[i].aside && commit->entries[i].stream >= 0)
			done = place(commit, i);
	for (size_t i = 0; done && i < commit->count; i++)
		if (commit->entries[i].aside)
			done = place(commit, i);
	if (!done)
		hp_commit_abort(commit);
	return done;
}

/* What a rename that failed has left aside goes; what is in place is no longer a signal's. */
void hp_commit_keep(struct hp_commit *commit)
{
	hp_signals_hold();
	for (size_t i = 0; i < commit->count; i++) {
		if (commit->entries[i].aside)
			hp_signals_clean_path(commit->entries[i].aside);
		if (commit->entries[i].placed && commit->entries[i].regular)
			hp_signals_remove_path(commit->entries[i].path);
	}
	commit->count = 0;
	hp_signals_release();
}

void hp_commit_abort(struct hp_commit *commit)
{
	for (size_t i = 0; i < commit->count; i++) {
		if (commit->entries[i].placed && commit->entries[i].regular)
			hp_signals_clean_path(commit->entries[i].path);
		if (commit->entries[i].aside)
			hp_signals_clean_path(commit->entries[i].aside);
	}
	commit->count = 0;
}

bool hp_commit_file(struct hp_arena *arena, struct hp_diag *diag, const char *path, hp_commit_write fill, void *self)
{
	struct hp_commit commit = {.arena = arena, .diag = diag};
	int stream = hp_os_open_memory("file");
	if (stream < 0)
		hp_error(diag, "cannot make a memory file:");
	bool done =
	    stream >= 0 && fill(self, stream) && hp_commit_add(&commit, path, stream) && hp_commit_place(&commit);
	hp_commit_keep(&commit);
	hp_os_close(&stream);
	return done;
}

struct text {
	struct hp_diag *diag;
	const char *text;
};

static bool write_text(void *self, int stream)
{
	const struct text *text = self;
	if (hp_os_write_text(stream, text->text))
		return true;
	hp_error(text->diag, "cannot write a memory file:");
	return false;
}

bool hp_commit_text(struct hp_arena *arena, struct hp_diag *diag, const char *path, const char *text)
{
	struct text self = {diag, text};
	return hp_commit_file(arena, diag, path, write_text, &self);
}

bool hp_commit_folder(struct hp_arena *arena, struct hp_diag *diag, const char *path)
{
	const char *at;
	if (hp_os_make_folders(arena, path, &at))
		return true;
	hp_error(diag, "cannot make folder '%s':", at);
	return false;
}
