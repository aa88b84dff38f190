/*
 * Child processes. Decides how they start and end; not what they are asked to do.
 */
#define _GNU_SOURCE
#include "run/exec.h"

#include "base/diag.h"
#include "run/signals.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void add_descriptors(posix_spawn_file_actions_t *actions, const struct hp_child_io *io)
{
	const int standard[] = {io->in, io->out, io->err};
	for (int i = 0; i < 3; i++)
		if (standard[i] >= 0)
			posix_spawn_file_actions_adddup2(actions, standard[i], i);
	for (size_t i = 0; i < io->inherit_count; i++)
		if (io->inherit[i] >= 0) /* the same number twice: only the close-on-exec flag goes */
			posix_spawn_file_actions_adddup2(actions, io->inherit[i], io->inherit[i]);
	if (io->folder)
		posix_spawn_file_actions_addchdir_np(actions, io->folder);
}

pid_t hp_exec_spawn(struct hp_diag *diag, char *const *argv, const struct hp_child_io *io)
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

int hp_exec_wait(pid_t pid)
{
	int status;
	pid_t got;
	do
		got = waitpid(pid, &status, 0);
	while (got < 0 && errno == EINTR);
	hp_signals_remove_child(pid);
	return got == pid ? status : -1;
}

void hp_exec_kill(pid_t pid)
{
	kill(pid, SIGKILL);
	hp_exec_wait(pid);
}

int hp_exec_status(int wait_status)
{
	if (wait_status < 0)
		return 1;
	return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

void hp_exec_replace(struct hp_diag *diag, char *const *argv, char *const *env)
{
	execve(argv[0], argv, env);
	hp_error(diag, "cannot run '%s':", argv[0]);
}
