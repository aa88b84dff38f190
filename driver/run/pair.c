/*
 * clang and the back end, side by side. Decides whose failure counts and who is stopped; not what they were told.
 */
#define _GNU_SOURCE
#include "run/pair.h"

#include "base/diag.h"
#include "base/os_stream.h"
#include "base/protocol.h"
#include "run/exec.h"
#include "run/signals.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

/* LLVM programs end with this status when nobody reads their output any more. */
enum { STATUS_PIPE = 74 };

struct running {
	int clang, backend; /* 0 once reaped */
	int clang_status, backend_status;
	bool stopped_clang;
};

/* The descriptors that a child inherits. */
static size_t kept_by(enum hp_held child, const struct hp_pair *pair, int *kept)
{
	size_t count = 0;
	for (int fd = 0; fd < HP_FD_COUNT; fd++)
		if (hp_fd_rows[fd].held & child)
			kept[count++] = pair->fds[fd];
	return count;
}

/* Closes the ends of pipes that only the children need. */
static void close_theirs(struct hp_pair *pair)
{
	for (int fd = 0; fd < HP_FD_COUNT; fd++)
		if (hp_fd_rows[fd].held != HP_HELD_FRONT &&
		    (hp_fd_rows[fd].opened == HP_OPENED_READ || hp_fd_rows[fd].opened == HP_OPENED_WRITE))
			hp_os_close(&pair->fds[fd]);
	hp_os_close(&pair->clang_in);
}

static bool start(struct hp_pair *pair, struct running *run)
{
	int clang_keeps[HP_FD_COUNT], backend_keeps[HP_FD_COUNT];
	struct hp_child_io clang = {
	    .env = pair->clang_env,
	    .inherit = clang_keeps,
	    .inherit_count = kept_by(HP_HELD_CLANG, pair, clang_keeps),
	    .in = pair->clang_in,
	    .out = pair->clang_out,
	    .err = pair->clang_err,
	};
	struct hp_child_io backend = {
	    .env = pair->backend_env,
	    .inherit = backend_keeps,
	    .inherit_count = kept_by(HP_HELD_BACKEND, pair, backend_keeps),
	    .in = HP_IO_NULL,
	    .out = HP_IO_OURS,
	    .err = pair->backend_err,
	};
	run->clang = hp_exec_spawn(pair->diag, pair->clang_argv, &clang);
	if (run->clang > 0)
		run->backend = hp_exec_spawn(pair->diag, pair->backend_argv, &backend);
	close_theirs(pair);
	if (run->clang > 0 && run->backend > 0)
		return true;
	if (run->clang > 0)
		hp_exec_kill(run->clang);
	hp_os_close(&pair->fds[HP_FD_SAY_GO]);
	return false;
}

static bool was_pipe(int wait_status)
{
	return hp_exec_status(wait_status) == STATUS_PIPE || hp_exec_status(wait_status) == 128 + SIGPIPE;
}

static void clang_ended(struct hp_pair *pair, struct running *run)
{
	/* A dead back end has its own status. */
	if (run->clang_status == 0 && !hp_os_write_text(pair->fds[HP_FD_SAY_GO], "+") && errno != EPIPE)
		hp_error(pair->diag, "cannot write to a pipe:");
	hp_os_close(&pair->fds[HP_FD_SAY_GO]);
	/* When it stopped because the back end did, the back end's word is awaited. */
	if (run->clang_status != 0 && run->backend && !was_pipe(run->clang_status)) {
		hp_exec_kill(run->backend);
		run->backend = 0;
	}
}

static void backend_ended(struct running *run)
{
	if (run->clang && hp_exec_status(run->backend_status) != HP_BACKEND_NOTHING) {
		kill(run->clang, SIGTERM);
		run->stopped_clang = true;
	}
}

static void wait_for_both(struct hp_pair *pair, struct running *run)
{
	while (run->clang || run->backend) {
		int status;
		pid_t pid = waitpid(-1, &status, 0);
		if (pid < 0 && errno == EINTR)
			continue;
		if (pid < 0)
			break;
		hp_signals_remove_child(pid);
		if (pid == run->clang) {
			run->clang = 0;
			run->clang_status = status;
			clang_ended(pair, run);
		} else if (pid == run->backend) {
			run->backend = 0;
			run->backend_status = status;
			backend_ended(run);
		}
	}
}

static int backend_verdict(struct hp_diag *diag, int wait_status)
{
	int status = hp_exec_status(wait_status);
	if (WIFSIGNALED(wait_status)) {
		hp_internal(diag, "the back end was ended by signal %d (%s)", WTERMSIG(wait_status),
		            strsignal(WTERMSIG(wait_status)));
		return HP_BACKEND_INTERNAL;
	}
	if (hp_backend_status_known(status))
		return status;
	hp_internal(diag, "the back end ended with status %d", status);
	return HP_BACKEND_INTERNAL;
}

int hp_pair_run(struct hp_pair *pair, bool *clang_failed)
{
	struct running run = {.backend_status = -1};
	*clang_failed = false;
	if (!start(pair, &run))
		return 1;
	wait_for_both(pair, &run);
	bool excused = run.stopped_clang || (was_pipe(run.clang_status) && run.backend_status != -1);
	if (run.clang_status != 0 && !excused) {
		*clang_failed = true;
		return hp_exec_status(run.clang_status);
	}
	int verdict = backend_verdict(pair->diag, run.backend_status);
	if (run.clang_status != 0 && (verdict == HP_BACKEND_DONE || verdict >= HP_BACKEND_NOTHING)) {
		*clang_failed = true;
		return hp_exec_status(run.clang_status);
	}
	return verdict;
}
