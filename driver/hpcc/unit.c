/*
 * Runs of clang and the back end for one input. Decides which descriptors they share and what becomes of clang's
 * messages; not which runs there are.
 */
#include "hpcc/unit.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "hpcc/child_environment.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/session.h"
#include "run/exec.h"
#include "run/pair.h"

#include <string.h>

static bool open_memory(struct hp_unit *unit, const char *name, int *fd)
{
	*fd = hp_os_open_memory(name);
	if (*fd < 0)
		hp_error(unit->session->diag, "cannot make a memory file:");
	return *fd >= 0;
}

/* The pipes between the processes. */
static bool open_pipes(struct hp_unit *unit)
{
	int *fds = unit->fds;
	for (int fd = 0; fd < HP_FD_COUNT; fd++) {
		if (hp_fd_rows[fd].opened != HP_OPENED_READ)
			continue;
		if (!hp_os_open_pipe(&fds[fd], &fds[fd + 1])) {
			hp_error(unit->session->diag, "cannot make a pipe:");
			return false;
		}
	}
	return true;
}

void hp_unit_init(struct hp_unit *unit, struct hp_session *session, size_t index, const struct hp_outputs *outputs)
{
	*unit = (struct hp_unit){.session = session, .index = index, .outputs = outputs};
	unit->out = unit->err = unit->backend_err = -1;
	for (int fd = 0; fd < HP_FD_COUNT; fd++)
		unit->fds[fd] = -1;
}

static bool is_wanted(const struct hp_unit *unit, enum hp_fd fd)
{
	switch (fd) {
	case HP_FD_OBJECT:
		return unit->outputs->object;
	case HP_FD_ASSEMBLY:
		return unit->outputs->assembly;
	case HP_FD_REPORT:
		return unit->outputs->report;
	case HP_FD_STACK_USAGE:
		return unit->outputs->stack_usage;
	case HP_FD_REMARKS:
		return unit->outputs->remarks_file;
	case HP_FD_MANIFEST:
		return unit->session->configuration->settings[HP_SET_MANIFEST].value;
	default:
		return true;
	}
}

bool hp_unit_open(struct hp_unit *unit)
{
	int *fds = unit->fds;
	fds[HP_FD_FUNCTIONS] = unit->session->functions[unit->index];
	bool done = open_pipes(unit);
	for (int fd = 0; done && fd < HP_FD_COUNT; fd++)
		if (hp_fd_rows[fd].opened == HP_OPENED_MEMORY && is_wanted(unit, (enum hp_fd)fd))
			done = open_memory(unit, hp_fd_rows[fd].argument, &fds[fd]);
	return done;
}

void hp_unit_close(struct hp_unit *unit)
{
	hp_os_close(&unit->out);
	hp_os_close(&unit->err);
	hp_os_close(&unit->backend_err);
	for (int fd = 0; fd < HP_FD_COUNT; fd++)
		if (hp_fd_rows[fd].opened != HP_OPENED_LENT)
			hp_os_close(&unit->fds[fd]);
}

/* The saved standard input from its beginning, for a child; -1 if the input is a file. */
static int standard_input(const struct hp_unit *unit)
{
	if (unit->session->input < 0 || strcmp(unit->session->inv->inputs[unit->index].name, "-") != 0)
		return -1;
	return hp_os_open_again(unit->session->input);
}

/* Where the messages of a pair go; -1: where ours go. */
struct texts {
	int out, err, backend_err;
};

/* Runs clang and the back end on the unit's descriptors. */
static int run_pair(struct hp_unit *unit, struct hp_strvec *clang, char *const *clang_env, const char *stage,
                    struct texts texts, bool *clang_failed)
{
	struct hp_strvec backend;
	*clang_failed = false;
	if (!hp_command_fit(clang, unit->session->inv, unit->session->diag))
		return 1;
	hp_strvec_init(&backend, unit->session->arena);
	hp_command_backend(&backend, unit, stage);
	struct hp_pair pair = {
	    .diag = unit->session->diag,
	    .clang_argv = hp_strvec_argv(clang),
	    .clang_env = clang_env,
	    .clang_in = standard_input(unit),
	    .clang_out = texts.out,
	    .clang_err = texts.err,
	    .backend_argv = hp_strvec_argv(&backend),
	    .backend_env = unit->session->env,
	    .backend_err = texts.backend_err,
	    .fds = unit->fds,
	};
	return hp_pair_run(&pair, clang_failed);
}

/* Passes on what a child wrote to a memory file. */
static void replay(int log, int to)
{
	if (hp_os_rewind(log))
		hp_os_copy_rest(log, to);
}

void hp_unit_show(struct hp_unit *unit, bool out, bool err)
{
	if (out && unit->out >= 0)
		replay(unit->out, HP_STREAM_OUT);
	if (err && unit->err >= 0)
		replay(unit->err, HP_STREAM_ERR);
	if (unit->backend_err >= 0)
		replay(unit->backend_err, HP_STREAM_ERR);
	hp_os_close(&unit->out);
	hp_os_close(&unit->err);
	hp_os_close(&unit->backend_err);
}

bool hp_unit_crashed(const struct hp_unit *unit)
{
	size_t size;
	const char *text = unit->err >= 0 ? hp_os_read_whole(unit->session->arena, unit->err, &size) : NULL;
	/* Source: llvm/lib/Support/PrettyStackTrace.cpp. Vendors may say more, but say this. */
	return text && strstr(text, "PLEASE submit a bug report");
}

int hp_unit_run_all(struct hp_unit *unit, bool *clang_failed)
{
	struct hp_arena *arena = unit->session->arena;
	struct hp_strvec clang;
	hp_strvec_init(&clang, arena);
	hp_command_clang(&clang, unit);
	*clang_failed = false;
	if (!open_memory(unit, "out", &unit->out) || !open_memory(unit, "err", &unit->err) ||
	    !open_memory(unit, "back end", &unit->backend_err))
		return 1;
	struct texts texts = {unit->out, unit->err, unit->backend_err};
	char *const *env = hp_child_environment_cc1(arena, unit->session->env, unit->fds[HP_FD_CC1]);
	return run_pair(unit, &clang, env, "all", texts, clang_failed);
}

/* Without them, what clang has to say of bitcode it has said of the source. */
static bool wants_remarks(const struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->argc; i++)
		if (strncmp(inv->argv[i], "-R", 2) == 0 || strncmp(inv->argv[i], "/clang:-R", 9) == 0)
			return true;
	return false;
}

int hp_unit_run_optimise(struct hp_unit *unit)
{
	int *fds = unit->fds;
	struct hp_strvec clang;
	bool clang_failed = false;
	int log = -1;
	/* The back end left the bitcode where its first output would have been. */
	int *const taken = &fds[unit->outputs->object ? HP_FD_OBJECT : HP_FD_ASSEMBLY];
	fds[HP_FD_REWRITTEN] = *taken;
	*taken = -1;
	if (!open_memory(unit, "log", &log) || !open_pipes(unit) || !open_memory(unit, "output", taken))
		return 1;
	hp_strvec_init(&clang, unit->session->arena);
	hp_command_optimise(&clang, unit);
	int status = run_pair(unit, &clang, unit->session->env, "emit", (struct texts){log, log, unit->backend_err},
	                      &clang_failed);
	if (clang_failed || wants_remarks(unit->session->inv))
		replay(log, clang_failed ? HP_STREAM_ERR : unit->backend_err);
	hp_os_close(&log);
	if (!clang_failed && status >= HP_BACKEND_NOTHING) {
		hp_internal(unit->session->diag, "the back end ended with status %d while emitting", status);
		return HP_BACKEND_INTERNAL;
	}
	return status;
}

int hp_unit_read_again(struct hp_unit *unit)
{
	struct hp_unit again = *unit;
	struct hp_strvec clang;
	int log = -1, to = -1, in = -1, status = 1;
	hp_strvec_init(&clang, unit->session->arena);
	if (open_memory(unit, "log", &log) && open_memory(unit, "bitcode", &to)) {
		again.fds[HP_FD_CLANG_OUT] = to;
		hp_command_clang(&clang, &again);
		in = standard_input(unit);
		struct hp_child_io io = {.env = unit->session->env, .in = in, .out = log, .err = log};
		io.inherit = &to;
		io.inherit_count = 1;
		if (hp_command_fit(&clang, unit->session->inv, unit->session->diag))
			hp_exec_run(unit->session->diag, hp_strvec_argv(&clang), &io, &status);
	}
	hp_os_close(&log);
	hp_os_close(&in);
	if (status)
		hp_os_close(&to);
	return to;
}

int hp_unit_run_plain(struct hp_unit *unit)
{
	struct hp_strvec argv;
	hp_strvec_init(&argv, unit->session->arena);
	hp_command_plain(&argv, unit, true);
	if (!hp_command_fit(&argv, unit->session->inv, unit->session->diag))
		return 1;
	int in = standard_input(unit), status;
	struct hp_child_io io = {.env = unit->session->env, .in = in, .out = HP_IO_OURS, .err = HP_IO_OURS};
	hp_exec_run(unit->session->diag, hp_strvec_argv(&argv), &io, &status);
	hp_os_close(&in);
	return status;
}

int hp_unit_run_messages(struct hp_unit *unit)
{
	struct hp_strvec argv;
	hp_strvec_init(&argv, unit->session->arena);
	hp_command_messages(&argv, unit);
	if (!hp_command_fit(&argv, unit->session->inv, unit->session->diag))
		return 1;
	int in = standard_input(unit), status;
	struct hp_child_io io = {.env = unit->session->env, .in = in, .out = HP_IO_NULL, .err = HP_IO_OURS};
	hp_exec_run(unit->session->diag, hp_strvec_argv(&argv), &io, &status);
	hp_os_close(&in);
	return status;
}

bool hp_unit_show_said(struct hp_unit *unit)
{
	char kind = 'W';
	int stream = unit->fds[HP_FD_FOUND];
	size_t got;
	if (hp_os_rewind(stream) && hp_os_read_some(stream, &kind, 1, &got) && got)
		hp_os_copy_rest(stream, HP_STREAM_ERR);
	return kind != 'E';
}

const char *hp_unit_triple(struct hp_unit *unit)
{
	static const char before[] = "\"-triple\" \"";
	size_t size;
	char *text = hp_os_read_whole(unit->session->arena, unit->fds[HP_FD_CC1], &size);
	char *at = text ? strstr(text, before) : NULL;
	if (!at)
		return NULL;
	at += strlen(before);
	at[strcspn(at, "\"")] = '\0';
	return at;
}
