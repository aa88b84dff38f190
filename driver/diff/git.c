/*
 * Questions to git, each one child.
 */
#include "diff/git.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "files/path.h"
#include "run/environment.h"
#include "run/exec.h"
#include "run/toolchain.h"

#include <stdlib.h>
#include <string.h>

bool hp_git_find(struct hp_git *git, struct hp_arena *arena, struct hp_diag *diag)
{
	*git = (struct hp_git){arena, diag, hp_toolchain_find(arena, "git")};
	if (!git->program)
		hp_error(diag, "cannot find 'git' on PATH: it reads and applies diffs; install it");
	return git->program != NULL;
}

/* What a run of git needs. */
struct question {
	const struct hp_git *git;
	const char *folder; /* where it runs */
	bool lonely;        /* no repository above the folder counts */
};

static struct hp_strvec words(const struct hp_git *git)
{
	struct hp_strvec argv;
	hp_strvec_init(&argv, git->arena);
	hp_strvec_push(&argv, git->program);
	return argv;
}

/* Neither hooks, pagers, filters nor languages of the user change what git says. */
static struct hp_child_io surroundings(const struct question *question)
{
	const char *set[] = {
	    "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=", "GIT_PAGER=cat", "GIT_OPTIONAL_LOCKS=0", NULL,
	    NULL};
	struct hp_arena *arena = question->git->arena;
	set[2] = hp_arena_printf(arena, "GIT_CONFIG_GLOBAL=%s", hp_os_null_path());
	if (question->lonely)
		set[5] =
		    hp_arena_printf(arena, "GIT_CEILING_DIRECTORIES=%s", hp_path_folder(arena, question->folder));
	return (struct hp_child_io){.env = hp_environment_with(arena, hp_os_environment(), set),
	                            .in = HP_IO_NULL,
	                            .out = HP_IO_NULL,
	                            .err = HP_IO_OURS,
	                            .folder = question->folder};
}

static char *ask(const struct question *question, const struct hp_strvec *argv, int *status)
{
	struct hp_child_io io = surroundings(question);
	return hp_exec_capture(question->git->arena, question->git->diag, hp_strvec_argv(argv), &io, HP_STREAM_OUT,
	                       status);
}

/* The output's bytes are kept: what ends with a NUL each is more than a text. */
static char *ask_file(const struct question *question, const struct hp_strvec *argv, size_t *size, int *status)
{
	struct hp_child_io io = surroundings(question);
	io.out = hp_os_open_memory("git");
	char *bytes = NULL;
	if (io.out >= 0 && hp_exec_run(question->git->diag, hp_strvec_argv(argv), &io, status))
		bytes = hp_os_read_whole(question->git->arena, io.out, size);
	hp_os_close(&io.out);
	return bytes;
}

static void push_patches(const struct hp_git *git, struct hp_strvec *argv, const struct hp_strvec *patches)
{
	hp_strvec_push(argv, "--");
	for (size_t i = 0; i < patches->count; i++)
		hp_strvec_push(argv, hp_os_real_path(git->arena, patches->items[i]));
}

/* "rename from x", which git does not list. */
static void add_old_names(const struct hp_git *git, const char *patch, struct hp_strvec *paths)
{
	size_t size = 0;
	char *rest = hp_os_read_file(git->arena, patch, &size);
	for (char *line; rest && (line = hp_next_word(&rest, "\r\n"));) {
		static const char *const starts[] = {"rename from ", "copy from "};
		for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
			if (hp_starts_with(line, starts[i]))
				hp_strvec_push(paths, line + strlen(starts[i]));
	}
}

bool hp_git_paths(const struct hp_git *git, const struct hp_strvec *patches, unsigned strip, struct hp_strvec *paths)
{
	struct hp_strvec argv = words(git);
	struct question question = {git, hp_os_temporary_folder(), true};
	int status = 1;
	size_t size = 0;
	hp_strvec_push(&argv, "apply");
	hp_strvec_push(&argv, "--numstat");
	hp_strvec_push(&argv, "-z");
	hp_strvec_pushf(&argv, "-p%u", strip);
	push_patches(git, &argv, patches);
	const char *text = ask_file(&question, &argv, &size, &status);
	if (!text)
		return false;
	/* "added TAB deleted TAB path NUL" */
	for (const char *at = text; at < text + size; at += strlen(at) + 1) {
		const char *path = strchr(at, '\t');
		path = path ? strchr(path + 1, '\t') : NULL;
		if (path)
			hp_strvec_push(paths, path + 1);
	}
	for (size_t i = 0; i < patches->count; i++)
		add_old_names(git, patches->items[i], paths);
	if (status || !paths->count)
		hp_error(git->diag, "'%s' is no diff that git can read", patches->items[0]);
	return !status && paths->count;
}

bool hp_git_apply(const struct hp_git *git, const struct hp_strvec *patches, unsigned strip, const char *folder)
{
	struct hp_strvec argv = words(git);
	struct question question = {git, folder, true};
	struct hp_child_io io = surroundings(&question);
	int status = 1;
	hp_strvec_push(&argv, "apply");
	hp_strvec_push(&argv, "--whitespace=nowarn");
	hp_strvec_pushf(&argv, "-p%u", strip);
	push_patches(git, &argv, patches);
	return hp_exec_run(git->diag, hp_strvec_argv(&argv), &io, &status) && status == 0;
}

const char *hp_git_top(const struct hp_git *git, const char *folder)
{
	struct hp_strvec argv = words(git);
	struct question question = {git, folder, false};
	int status = 1;
	hp_strvec_push(&argv, "rev-parse");
	hp_strvec_push(&argv, "--show-toplevel");
	char *top = ask(&question, &argv, &status);
	if (!top || status) {
		hp_error(git->diag, "'%s' is in no working tree of git: name one with --source=FOLDER", folder);
		return NULL;
	}
	top[strcspn(top, "\n")] = '\0';
	return top;
}

bool hp_git_changed(const struct hp_git *git, const char *tree, const char *revision, struct hp_strvec *paths)
{
	struct hp_strvec argv = words(git);
	struct question question = {git, tree, false};
	int status = 1;
	size_t size = 0;
	hp_strvec_push(&argv, "diff");
	hp_strvec_push(&argv, "--name-only");
	hp_strvec_push(&argv, "--no-renames");
	hp_strvec_push(&argv, "--no-ext-diff");
	hp_strvec_push(&argv, "--ignore-submodules");
	hp_strvec_push(&argv, "-z");
	hp_strvec_push(&argv, revision);
	hp_strvec_push(&argv, "--");
	const char *text = ask_file(&question, &argv, &size, &status);
	if (!text || status) {
		hp_error(git->diag, "git has no revision '%s' of '%s'", revision, tree);
		return false;
	}
	for (const char *at = text; at < text + size; at += strlen(at) + 1)
		hp_strvec_push(paths, at);
	return true;
}

bool hp_git_show(const struct hp_git *git, const char *tree, const char *revision, const char *path, const char *to,
                 bool *there)
{
	struct hp_strvec argv = words(git);
	struct question question = {git, tree, false};
	struct hp_child_io io = surroundings(&question);
	int status = 1;
	hp_strvec_push(&argv, "cat-file");
	hp_strvec_push(&argv, "--filters");
	hp_strvec_pushf(&argv, "%s:%s", revision, path);
	io.err = HP_IO_NULL;
	io.out = hp_os_open(to, HP_OPEN_WRITE | HP_OPEN_CREATE | HP_OPEN_EMPTY);
	if (io.out < 0) {
		hp_error(git->diag, "cannot write '%s':", to);
		return false;
	}
	bool done = hp_exec_run(git->diag, hp_strvec_argv(&argv), &io, &status);
	*there = status == 0;
	if (!hp_os_close_written(&io.out, done) && done) {
		hp_error(git->diag, "cannot write '%s':", to);
		return false;
	}
	return done;
}

/* "@@ -3,2 +3 @@": a number without a comma stands for one line. */
static struct hp_hunk read_hunk(const char *line)
{
	char *at;
	struct hp_hunk hunk = {.old_count = 1, .new_count = 1};
	hunk.old_line = strtoul(line + 4, &at, 10);
	if (*at == ',')
		hunk.old_count = strtoul(at + 1, &at, 10);
	if (*at == ' ' && at[1] == '+')
		hunk.new_line = strtoul(at + 2, &at, 10);
	if (*at == ',')
		hunk.new_count = strtoul(at + 1, &at, 10);
	return hunk;
}

struct hp_hunk *hp_git_hunks(const struct hp_git *git, const char *original, const char *patched, size_t *count)
{
	static const char *const fixed[] = {"diff",          "--no-index",    "--unified=0", "--no-color",
	                                    "--no-ext-diff", "--no-textconv", "--text",      "--"};
	struct hp_strvec argv = words(git);
	struct question question = {git, hp_os_temporary_folder(), true};
	int status = 2;
	hp_strvec_extend(&argv, fixed, sizeof fixed / sizeof *fixed);
	hp_strvec_push(&argv, original);
	hp_strvec_push(&argv, patched);
	char *rest = ask(&question, &argv, &status);
	if (!rest || status > 1) {
		hp_error(git->diag, "git cannot compare '%s' with '%s'", original, patched);
		return NULL;
	}
	size_t room = 1;
	for (const char *at = rest; (at = strstr(at, "@@ -")); at += 4)
		room++;
	struct hp_hunk *hunks = hp_arena_calloc(git->arena, room, sizeof *hunks);
	*count = 0;
	for (char *line; (line = hp_next_word(&rest, "\n"));)
		if (hp_starts_with(line, "@@ -") && *count < room)
			hunks[(*count)++] = read_hunk(line);
	return hunks;
}
