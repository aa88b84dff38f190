/*
 * Child processes. Decides how they start and end; not what they are asked to do.
 */
#define _GNU_SOURCE
#include "run/exec.h"

#include "base/diag.h"
#include "base/lines.h"
#include "base/os_stream.h"
#include "run/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void add_descriptors(posix_spawn_file_actions_t *actions, const struct hp_child_io *io)
{
	const int standard[] = {io->in, io->out, io->err};
	for (int i = 0; i < 3; i++) {
		if (standard[i] == HP_IO_NULL)
			posix_spawn_file_actions_addopen(actions, i, hp_os_null_path(), O_RDWR, 0);
		else if (standard[i] == HP_IO_AS_OUT)
			posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, i);
		else if (standard[i] >= 0)
			posix_spawn_file_actions_adddup2(actions, standard[i], i);
	}
	for (size_t i = 0; i < io->inherit_count; i++)
		if (io->inherit[i] >= 0) /* the same number twice: only the close-on-exec flag goes */
			posix_spawn_file_actions_adddup2(actions, io->inherit[i], io->inherit[i]);
	if (io->folder)
		posix_spawn_file_actions_addchdir_np(actions, io->folder);
}

int hp_exec_spawn(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t defaults, before;
	pid_t pid = -1;
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGXFSZ);
	/* A signal between the start of a child and its registration would leave the child alone. */
	sigprocmask(SIG_SETMASK, NULL, &before);
	hp_signals_hold();
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setsigmask(&attributes, &before);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	add_descriptors(&actions, io);
	int error = posix_spawn(&pid, argv[0], &actions, &attributes, argv, io->env);
	if (!error)
		hp_signals_add_child(pid);
	hp_signals_release();
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	if (!error)
		return pid;
	errno = error;
	hp_error(diag, "cannot run '%s':", argv[0]);
	return -1;
}

int hp_exec_wait(int child)
{
	int status;
	pid_t got;
	do
		got = waitpid(child, &status, 0);
	while (got < 0 && errno == EINTR);
	hp_signals_remove_child(child);
	return got == child ? status : -1;
}

void hp_exec_kill(int child)
{
	kill(child, SIGKILL);
	hp_exec_wait(child);
}

int hp_exec_status(int wait_status)
{
	if (wait_status < 0)
		return 1;
	return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

bool hp_exec_run(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io, int *status)
{
	int child = hp_exec_spawn(diag, argv, io);
	*status = child < 0 ? 1 : hp_exec_status(hp_exec_wait(child));
	return child >= 0;
}

char *hp_exec_capture(struct hp_arena *arena, struct hp_diag *diag, char *const *argv, const struct hp_child_io *io,
                      int stream, int *status)
{
	struct hp_child_io with = *io;
	char *text = NULL;
	size_t size;
	int memory = hp_os_open_memory("output");
	*status = 1;
	if (memory < 0) {
		hp_error(diag, "cannot make a memory file:");
		return NULL;
	}
	*(stream == HP_STREAM_OUT ? &with.out : &with.err) = memory;
	if (hp_exec_run(diag, argv, &with, status)) {
		text = hp_os_read_whole(arena, memory, &size);
		if (!text)
			hp_error(diag, "cannot read a memory file:");
	}
	hp_os_close(&memory);
	return text;
}

bool hp_exec_lines(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io, hp_exec_line take,
                   void *self, int *status)
{
	struct hp_child_io with = *io;
	struct hp_lines lines = {.stream = -1};
	size_t length;
	*status = 1;
	if (!hp_os_open_pipe(&lines.stream, &with.out)) {
		hp_error(diag, "cannot make a pipe:");
		return false;
	}
	int child = hp_exec_spawn(diag, argv, &with);
	hp_os_close(&with.out);
	for (char *line; child >= 0 && (line = hp_lines_next(&lines, &length));)
		take(self, line, length);
	int from = lines.stream;
	hp_lines_fini(&lines);
	hp_os_close(&from);
	if (child >= 0)
		*status = hp_exec_status(hp_exec_wait(child));
	return child >= 0;
}

void hp_exec_replace(struct hp_diag *diag, char *const *argv, char *const *env)
{
	execve(argv[0], argv, env);
	hp_error(diag, "cannot run '%s':", argv[0]);
}
