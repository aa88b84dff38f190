/*
 * One input with a function list. Decides the order of steps: both children, then clang's optimiser or clang alone if
 * the back end asks for it, then the outputs.
 */
#define _GNU_SOURCE
#include "compile.h"

#include "append.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/os.h"
#include "commit.h"
#include "depfile.h"
#include "environment.h"
#include "exec.h"
#include "invocation.h"
#include "pair.h"
#include "plan.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The state of one input's compilation. */
struct unit {
	struct hp_session *session;
	const struct hp_outputs *outputs;
	struct hp_plan plan;
	int go; /* write end */
};

static const struct hp_descriptors no_descriptors = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1};

static bool open_memory(struct unit *unit, const char *name, int *fd)
{
	*fd = hp_os_memfd(name);
	if (*fd < 0)
		hp_error(unit->session->diag, "cannot make a memory file:");
	return *fd >= 0;
}

/* The two pipes between the children. */
static bool open_pipes(struct unit *unit)
{
	int data[2], go[2];
	if (pipe2(data, O_CLOEXEC) != 0 || pipe2(go, O_CLOEXEC) != 0) {
		hp_error(unit->session->diag, "cannot make a pipe:");
		return false;
	}
	unit->plan.fds.bitcode = data[0];
	unit->plan.fds.clang_out = data[1];
	unit->plan.fds.go = go[0];
	unit->go = go[1];
	return true;
}

static bool open_descriptors(struct unit *unit)
{
	struct hp_descriptors *fds = &unit->plan.fds;
	fds->functions = unit->session->functions;
	return open_pipes(unit) && open_memory(unit, "cc1", &fds->cc1) &&
	       (!unit->outputs->object || open_memory(unit, "object", &fds->object)) &&
	       (!unit->outputs->assembly || open_memory(unit, "assembly", &fds->assembly)) &&
	       (!unit->outputs->report || open_memory(unit, "report", &fds->report)) &&
	       (!unit->session->inv->manifest || open_memory(unit, "manifest", &fds->manifest));
}

static void close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_descriptors(struct unit *unit)
{
	struct hp_descriptors *fds = &unit->plan.fds;
	int *const all[] = {&fds->clang_out, &fds->bitcode, &fds->cc1,      &fds->go,       &fds->object,
	                    &fds->assembly,  &fds->report,  &fds->manifest, &fds->rewritten};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		close_one(all[i]);
}

/* The saved standard input from its beginning, for a child; -1 if the input is a file. */
static int standard_input(const struct unit *unit)
{
	char path[64];
	if (unit->session->input < 0 || strcmp(unit->session->inv->inputs[unit->plan.index].name, "-") != 0)
		return -1;
	snprintf(path, sizeof path, "/proc/self/fd/%d", unit->session->input);
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* Runs clang and the back end on the unit's descriptors. `log`: takes clang's messages, or -1. */
static int run_pair(struct unit *unit, struct hp_strvec *clang, char *const *clang_env, const char *stage, int log,
                    bool *clang_failed)
{
	struct hp_descriptors *fds = &unit->plan.fds;
	struct hp_strvec backend;
	*clang_failed = false;
	if (!hp_plan_fit(clang, unit->session->inv, unit->session->diag))
		return 1;
	hp_strvec_init(&backend, unit->session->arena);
	hp_plan_backend(&backend, &unit->plan, stage);
	int in = standard_input(unit);
	struct hp_pair pair = {
	    .diag = unit->session->diag,
	    .clang_argv = hp_strvec_argv(clang),
	    .clang_env = clang_env,
	    .clang_keep = {fds->clang_out, fds->cc1, fds->rewritten},
	    .clang_in = in,
	    .clang_log = log,
	    .backend_argv = hp_strvec_argv(&backend),
	    .backend_env = unit->session->env,
	    .backend_keep = {fds->bitcode, fds->cc1, fds->go, fds->functions, fds->object, fds->assembly, fds->report,
	                     fds->manifest},
	    .ours = {fds->clang_out, fds->bitcode, fds->go, in},
	    .go = unit->go,
	};
	int status = hp_pair_run(&pair, clang_failed);
	fds->clang_out = fds->bitcode = fds->go = unit->go = -1;
	return status;
}

/* Passes on what a child wrote to a memory file. */
static void replay(int log)
{
	char data[8192];
	ssize_t got;
	lseek(log, 0, SEEK_SET);
	while ((got = read(log, data, sizeof data)) > 0)
		if (!hp_os_write_all(STDERR_FILENO, data, (size_t)got))
			return;
}

/* First run: source to bitcode to, perhaps, everything. */
static int run_all(struct unit *unit, bool *clang_failed)
{
	struct hp_arena *arena = unit->session->arena;
	const char *set[] = {"CC_PRINT_OPTIONS=1",
	                     hp_arena_printf(arena, "CC_PRINT_OPTIONS_FILE=/dev/fd/%d", unit->plan.fds.cc1), NULL};
	struct hp_strvec clang;
	hp_strvec_init(&clang, arena);
	hp_plan_clang(&clang, &unit->plan);
	return run_pair(unit, &clang, hp_environment_with(arena, unit->session->env, set), "all", -1, clang_failed);
}

/* Second run: clang optimises the rewritten bitcode, the back end emits. */
static int run_optimise(struct unit *unit)
{
	struct hp_descriptors *fds = &unit->plan.fds;
	struct hp_strvec clang;
	bool clang_failed = false;
	int log = -1;
	/* The back end left the bitcode where its first output would have been. */
	int *const taken = unit->outputs->object ? &fds->object : &fds->assembly;
	fds->rewritten = *taken;
	*taken = -1;
	if (!open_memory(unit, "log", &log) || !open_pipes(unit) || !open_memory(unit, "output", taken))
		return 1;
	hp_strvec_init(&clang, unit->session->arena);
	hp_plan_optimise(&clang, &unit->plan);
	int status = run_pair(unit, &clang, unit->session->env, "emit", log, &clang_failed);
	if (clang_failed)
		replay(log);
	close(log);
	if (!clang_failed && status >= HP_BACKEND_NOTHING) {
		hp_internal(unit->session->diag, "the back end ended with status %d while emitting", status);
		return HP_BACKEND_INTERNAL;
	}
	return status;
}

/* clang alone. `quiet`: its messages were shown before and are dropped unless it fails. */
static int run_plain(struct unit *unit, bool quiet)
{
	struct hp_strvec argv;
	int log = -1;
	hp_strvec_init(&argv, unit->session->arena);
	hp_plan_plain(&argv, &unit->plan);
	if (!hp_plan_fit(&argv, unit->session->inv, unit->session->diag) ||
	    (quiet && !open_memory(unit, "log", &log)))
		return 1;
	int in = standard_input(unit);
	struct hp_child_io io = {.env = unit->session->env, .in = in, .out = log, .err = log};
	if (quiet && unit->outputs->object && strcmp(unit->outputs->object, "-") == 0)
		io.out = -1;
	if (quiet && unit->outputs->assembly && strcmp(unit->outputs->assembly, "-") == 0)
		io.out = -1;
	pid_t pid = hp_exec_spawn(unit->session->diag, hp_strvec_argv(&argv), &io);
	int status = pid < 0 ? 1 : hp_exec_status(hp_exec_wait(pid));
	if (status && log >= 0)
		replay(log);
	close_one(&log);
	close_one(&in);
	return status;
}

/* clang's -triple from its cc1 line. */
static const char *read_triple(struct unit *unit)
{
	static const char before[] = "\"-triple\" \"";
	size_t size;
	if (lseek(unit->plan.fds.cc1, 0, SEEK_SET) != 0)
		return NULL;
	char *text = hp_os_read_all(unit->session->arena, unit->plan.fds.cc1, &size);
	char *at = text ? strstr(text, before) : NULL;
	if (!at)
		return NULL;
	at += strlen(before);
	at[strcspn(at, "\"")] = '\0';
	return at;
}

static bool is_empty(int fd)
{
	struct stat st;
	return fd < 0 || fstat(fd, &st) != 0 || st.st_size == 0;
}

static bool is_regular(const char *path)
{
	struct stat st;
	return path && stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static void remove_regular(const char *path)
{
	if (is_regular(path))
		unlink(path);
}

static void warn_of_lto(struct unit *unit)
{
	const struct hp_arg *lto = hp_invocation_last(unit->session->inv, HP_OPT_LTO);
	const struct hp_arg *off = hp_invocation_last(unit->session->inv, HP_OPT_NO_LTO);
	if (!lto || (off && off > lto))
		return;
	hp_warning(
	    unit->session->diag, HP_WARN_LTO,
	    "'%s' is compiled to a native object despite '%s': link-time optimisation would lose its hot-patched "
	    "functions",
	    unit->session->inv->inputs[unit->plan.index].name, lto->pieces[0].text);
}

/* The manifest names what exists, so its line comes last; without the line there are to be no outputs either. */
static bool append_manifest(struct unit *unit)
{
	const struct hp_outputs *outputs = unit->outputs;
	const struct hp_session *session = unit->session;
	int fd = unit->plan.fds.manifest;
	if (is_empty(fd))
		return true;
	const char *const paths[] = {outputs->object, outputs->assembly, outputs->report};
	enum { COUNT = sizeof paths / sizeof *paths };
	for (size_t i = 0; i < COUNT; i++)
		if (is_regular(paths[i]))
			hp_signals_add_path(paths[i]); /* another writer may keep us waiting */
	bool done = hp_append_line(session->arena, session->diag, session->inv->manifest, fd);
	for (size_t i = 0; i < COUNT; i++) {
		if (!done)
			remove_regular(paths[i]);
		if (paths[i] && (outputs->keep_object || paths[i] != outputs->object))
			hp_signals_remove_path(paths[i]);
	}
	return done;
}

/* Copies the descriptors to files; `all`: outputs too, else only the report. */
static int commit(struct unit *unit, bool all)
{
	struct hp_descriptors *fds = &unit->plan.fds;
	struct hp_commit files = {.arena = unit->session->arena, .diag = unit->session->diag};
	const struct hp_outputs *outputs = unit->outputs;
	if (all && ((outputs->object && is_empty(fds->object)) || (outputs->assembly && is_empty(fds->assembly)))) {
		hp_internal(unit->session->diag, "the back end left an output empty");
		return HP_BACKEND_INTERNAL;
	}
	bool done = true;
	if (all && outputs->assembly)
		done = hp_commit_add(&files, outputs->assembly, fds->assembly);
	if (done && all && outputs->object)
		done = hp_commit_add(&files, outputs->object, fds->object);
	if (done && outputs->report && !is_empty(fds->report))
		done = hp_commit_add(&files, outputs->report, fds->report);
	if (!done)
		hp_commit_abort(&files);
	return done && hp_commit_finish(&files) && (!all || append_manifest(unit)) ? 0 : 1;
}

static bool same_file(const char *input, const char *output)
{
	struct stat a, b;
	return output && stat(input, &a) == 0 && stat(output, &b) == 0 && S_ISREG(b.st_mode) &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static bool overwrites_input(struct unit *unit)
{
	const struct hp_invocation *inv = unit->session->inv;
	const char *const outputs[] = {unit->outputs->object, unit->outputs->assembly, unit->outputs->report,
	                               inv->manifest};
	for (size_t j = 0; inv->manifest && j < 3; j++) {
		if (!same_file(inv->manifest, outputs[j]))
			continue;
		hp_error(unit->session->diag, "output '%s' would overwrite the manifest '%s'", outputs[j],
		         inv->manifest);
		return true;
	}
	for (size_t i = 0; i < inv->input_count; i++) {
		for (size_t j = 0; j < sizeof outputs / sizeof *outputs; j++) {
			if (inv->inputs[i].kind == HP_INPUT_LINKER || !same_file(inv->inputs[i].name, outputs[j]))
				continue;
			hp_error(unit->session->diag, "output '%s' would overwrite the input '%s'", outputs[j],
			         inv->inputs[i].name);
			return true;
		}
	}
	return false;
}

/* -### with a link: clang insists that the objects it would link exist. Removed by hp_signals_clean. */
static void place_empty_object(struct unit *unit)
{
	const char *object = unit->outputs->object;
	if (hp_outputs_goal(unit->session->inv) != HP_GOAL_LINK)
		return;
	int fd = open(object, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return;
	close(fd);
	if (unit->outputs->keep_object)
		hp_signals_add_path(object);
}

/* -###: clang prints its own line, then comes the back end's, quoted in the same way. */
static int dry_run(struct unit *unit)
{
	struct hp_strvec clang, backend;
	struct hp_arena *arena = unit->session->arena;
	hp_strvec_init(&clang, arena);
	hp_strvec_init(&backend, arena);
	hp_plan_clang(&clang, &unit->plan);
	hp_plan_backend(&backend, &unit->plan, "all");
	struct hp_child_io io = {.env = unit->session->env, .in = -1, .out = -1, .err = -1};
	pid_t pid = hp_exec_spawn(unit->session->diag, hp_strvec_argv(&clang), &io);
	int status = pid < 0 ? 1 : hp_exec_status(hp_exec_wait(pid));
	if (status)
		return status;
	place_empty_object(unit);
	size_t size = 2;
	for (size_t i = 0; i < backend.count; i++)
		size += strlen(backend.items[i]) * 2 + 3;
	char *line = hp_arena_alloc(arena, size), *to = line;
	for (size_t i = 0; i < backend.count; i++) {
		*to++ = ' ';
		*to++ = '"';
		for (const char *from = backend.items[i]; *from; from++) {
			if (strchr("\"\\$", *from))
				*to++ = '\\';
			*to++ = *from;
		}
		*to++ = '"';
	}
	*to++ = '\n';
	return hp_os_write_all(STDERR_FILENO, line, (size_t)(to - line)) ? 0 : 1;
}

/* As clang does after a failed compilation: an old output must not pass for a new one. */
static void remove_stale(const struct hp_outputs *outputs)
{
	remove_regular(outputs->object);
	remove_regular(outputs->assembly);
}

static int compile(struct unit *unit, struct hp_compiled *result)
{
	bool clang_failed;
	if (overwrites_input(unit) || !open_descriptors(unit))
		return 1;
	if (unit->session->dry_run)
		return dry_run(unit);
	int status = run_all(unit, &clang_failed);
	result->triple = read_triple(unit);
	if (!clang_failed && status == HP_BACKEND_NOTHING) {
		hp_verbose(unit->session->diag, "nothing is selected in '%s': clang compiles it alone",
		           unit->session->inv->inputs[unit->plan.index].name);
		struct hp_depfile dependencies;
		hp_depfile_save(&dependencies, unit->session->inv, unit->outputs);
		status = run_plain(unit, true);
		if (status == 0 && !hp_depfile_restore(&dependencies, unit->session->diag))
			return 1;
		return status ? status : commit(unit, false);
	}
	if (!clang_failed && status == HP_BACKEND_OPTIMISE)
		status = run_optimise(unit);
	if (status == 0) {
		result->selected = true;
		warn_of_lto(unit);
		status = unit->session->diag->errors ? 1 : 0;
	}
	if (status) {
		remove_stale(unit->outputs);
		return status;
	}
	return commit(unit, true);
}

static void init(struct unit *unit, struct hp_session *session, size_t index, const struct hp_outputs *outputs)
{
	*unit = (struct unit){.session = session, .outputs = outputs, .go = -1};
	unit->plan = (struct hp_plan){session->inv, index, outputs, session->clang, session->backend, no_descriptors};
}

void hp_compile_input(struct hp_session *session, size_t index, const struct hp_outputs *outputs,
                      struct hp_compiled *result)
{
	struct unit unit;
	init(&unit, session, index, outputs);
	*result = (struct hp_compiled){0};
	result->status = compile(&unit, result);
	close_one(&unit.go);
	close_descriptors(&unit);
}

void hp_compile_plain(struct hp_session *session, size_t index, const struct hp_outputs *outputs,
                      struct hp_compiled *result)
{
	struct unit unit;
	init(&unit, session, index, outputs);
	*result = (struct hp_compiled){.status = run_plain(&unit, false)};
}
