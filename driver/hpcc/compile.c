/*
 * One input with a function list. Decides the order of steps: both children, then clang's optimiser or clang alone if
 * the back end asks for it, then the outputs; after a failure older outputs go.
 */
#include "hpcc/compile.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "cmdline/depfile.h"
#include "cmdline/invocation.h"
#include "config/fragment.h"
#include "config/manifest.h"
#include "files/append.h"
#include "files/commit.h"
#include "files/path.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/crash.h"
#include "hpcc/dryrun.h"
#include "hpcc/input_files.h"
#include "hpcc/read_once.h"
#include "hpcc/unit.h"
#include "run/pair.h"
#include "run/signals.h"

#include <errno.h>
#include <string.h>

static bool is_empty(int fd)
{
	struct hp_os_info info;
	return fd < 0 || !hp_os_stream_info(fd, &info) || info.size == 0;
}

/* As clang does, files that we may not write stay. */
static void remove_regular(const char *path)
{
	if (path && hp_os_is_file(path) && hp_os_may_write(path))
		hp_os_remove_file(path);
}

static void warn_of_lto(struct hp_unit *unit)
{
	if (!hp_invocation_stands(unit->session->inv, HP_OPT_LTO, HP_OPT_NO_LTO))
		return;
	hp_warning(
	    unit->session->diag, HP_WARN_LTO,
	    "'%s' is compiled to a native object despite '%s': link-time optimisation would lose its hot-patched "
	    "functions",
	    unit->session->inv->inputs[unit->index].name,
	    hp_invocation_last(unit->session->inv, HP_OPT_LTO)->pieces[0].text);
}

/* An object without hot-patched functions needs a line only where an earlier one says otherwise. */
static bool append_line(struct hp_append *append, int fd, bool selected)
{
	return is_empty(fd) || hp_append_write(append, fd, selected ? NULL : hp_manifest_contradicts);
}

/* Waiting for another writer can be interrupted, what follows cannot. */
bool hp_compile_finish(struct hp_session *session, struct hp_commit *commit, const struct hp_compiled *results,
                       size_t count)
{
	const char *manifest = session->configuration->settings[HP_SET_MANIFEST].value;
	struct hp_append append = {session->arena, session->diag, manifest, -1, -1};
	size_t lines = 0;
	for (size_t i = 0; i < count; i++)
		lines += !is_empty(results[i].manifest);
	bool done = !lines || hp_append_open(&append);
	hp_signals_hold();
	for (size_t i = 0; done && lines && i < count; i++)
		done = append_line(&append, results[i].manifest, results[i].selected);
	if (append.stream >= 0)
		done = hp_append_close(&append, done) && done;
	if (done)
		hp_commit_keep(commit);
	else
		hp_commit_abort(commit);
	hp_signals_release();
	return done;
}

static bool is_only_linked(const struct hp_outputs *outputs)
{
	return outputs->object && !outputs->keep_object;
}

/* A new file in the folder of -gen-cdb-fragment-path; NULL after a report. Source: clang, as hp_fragment_write. */
static const char *make_fragment(struct hp_unit *unit, const char *folder)
{
	const char *input = unit->session->inv->inputs[unit->index].name;
	char *path = hp_arena_printf(unit->session->arena, "%s/%s.XXXXXX.json", folder, hp_path_base(input));
	bool there = hp_os_make_folder(folder) || errno == EEXIST;
	int stream = there ? hp_os_open_unique(path, strlen(".json")) : -1;
	if (stream < 0) {
		hp_error(unit->session->diag, "cannot write to the folder '%s':", folder);
		return NULL;
	}
	hp_os_close(&stream);
	return path;
}

/*
 * What clang's -MJ would write: the command that makes the object without a list. clang is not asked, because it
 * would start the file anew for each input.
 */
static bool write_database(struct hp_unit *unit)
{
	struct hp_session *session = unit->session;
	const struct hp_arg *named = hp_invocation_last(session->inv, HP_OPT_DATABASE);
	const struct hp_arg *folder = hp_invocation_last(session->inv, HP_OPT_DATABASE_FOLDER);
	const char *object = unit->outputs->object ? unit->outputs->object : unit->outputs->assembly;
	struct hp_strvec arguments;
	const char *path = named ? named->value : NULL;
	if (!path && folder && folder->value && !session->dry_run && !(path = make_fragment(unit, folder->value)))
		return false;
	if (!path)
		return true;
	hp_strvec_init(&arguments, session->arena);
	hp_command_plain(&arguments, unit, false);
	struct hp_fragment fragment = {session->cwd, session->inv->inputs[unit->index].name, object, &arguments};
	bool more = named && session->has_entry;
	session->has_entry = true;
	return hp_fragment_write(&fragment, path, more, session->diag);
}

/* The report's place below a folder of reports; a folder that the user names for one report has to be there. */
static bool make_report_folder(struct hp_unit *unit)
{
	const struct hp_session *session = unit->session;
	const char *folder = session->configuration->settings[HP_SET_REPORT].value, *report = unit->outputs->report;
	const char *path = hp_arena_strndup(session->arena, report, (size_t)(hp_path_base(report) - report));
	return folder[strlen(folder) - 1] != '/' || hp_commit_folder(session->arena, session->diag, path);
}

/* Copies the descriptors to files and ends the commit, which has what clang wrote; `all`: outputs too, else only the
 * report. */
static int commit(struct hp_unit *unit, struct hp_commit *files, bool all)
{
	const int *fds = unit->fds;
	const struct hp_outputs *outputs = unit->outputs;
	if (all && ((outputs->object && is_empty(fds[HP_FD_OBJECT])) ||
	            (outputs->assembly && is_empty(fds[HP_FD_ASSEMBLY])))) {
		hp_internal(unit->session->diag, "the back end left an output empty");
		return HP_BACKEND_INTERNAL;
	}
	bool done = write_database(unit);
	if (done && all && outputs->assembly)
		done = hp_commit_add(files, outputs->assembly, fds[HP_FD_ASSEMBLY]);
	if (done && all && outputs->object)
		done = hp_commit_add(files, outputs->object, fds[HP_FD_OBJECT]);
	if (done && all && outputs->stack_usage)
		done = hp_commit_add(files, outputs->stack_usage, fds[HP_FD_STACK_USAGE]);
	if (done && all && outputs->remarks_file)
		done = hp_commit_add(files, outputs->remarks_file, fds[HP_FD_REMARKS]);
	if (done && outputs->report && !is_empty(fds[HP_FD_REPORT]))
		done = make_report_folder(unit) && hp_commit_add(files, outputs->report, fds[HP_FD_REPORT]);
	/* The line of an object that is only linked waits for the link. */
	struct hp_compiled line = {.manifest = is_only_linked(outputs) ? -1 : fds[HP_FD_MANIFEST], .selected = all};
	if (done && hp_commit_place(files))
		return hp_compile_finish(unit->session, files, &line, 1) ? 0 : 1;
	hp_commit_abort(files);
	return 1;
}

static bool same_file(const char *one, const char *output)
{
	struct hp_os_info a, b;
	return output && hp_os_info(one, &a) && hp_os_info(output, &b) && b.kind == HP_OS_FILE &&
	       hp_os_is_same(&a, &b);
}

static bool overwrites_input(struct hp_unit *unit)
{
	const char *manifest = unit->session->configuration->settings[HP_SET_MANIFEST].value;
	const char *const outputs[] = {unit->outputs->object, unit->outputs->assembly, unit->outputs->report,
	                               manifest};
	for (size_t j = 0; manifest && j < 3; j++) {
		if (!same_file(manifest, outputs[j]))
			continue;
		hp_error(unit->session->diag, "output '%s' would overwrite the manifest '%s'", outputs[j], manifest);
		return true;
	}
	for (size_t j = 0; j < sizeof outputs / sizeof *outputs; j++) {
		const char *input = hp_input_files_find(&unit->session->input_files, outputs[j]);
		if (!input)
			continue;
		hp_error(unit->session->diag, "output '%s' would overwrite the input '%s'", outputs[j], input);
		return true;
	}
	return false;
}

/*
 * As clang does after a failed compilation: an old output must not pass for a new one. Where the command line or a
 * missing input made clang stop before its first step, it leaves the output alone.
 */
static void remove_stale(const struct hp_unit *unit)
{
	if (is_empty(unit->fds[HP_FD_CC1]))
		return;
	remove_regular(unit->outputs->object);
	remove_regular(unit->outputs->assembly);
}

/* clang alone. Its outputs are taken back if something that is to follow fails. */
static int run_plain(struct hp_unit *unit, struct hp_commit *files)
{
	hp_commit_adopt(files, unit->outputs->object);
	hp_commit_adopt(files, unit->outputs->assembly);
	int status = hp_unit_run_plain(unit);
	if (status)
		hp_commit_keep(files); /* clang has cleared up itself */
	return status;
}

/* What clang alone does not do. */
static bool complete_plain(struct hp_unit *unit)
{
	struct hp_session *session = unit->session;
	const struct hp_strvec *dependencies = &session->configuration->dependencies;
	return session->inv->inputs[unit->index].kind == HP_INPUT_ASSEMBLY ||
	       (hp_depfile_show(session->inv, dependencies, session->diag) &&
	        hp_depfile_add(session->inv, dependencies, unit->outputs, session->diag));
}

/* The back end found nothing to do. */
static int compile_alone(struct hp_unit *unit, struct hp_commit *files)
{
	const char *name = unit->session->inv->inputs[unit->index].name;
	if (hp_read_once_is_pipe(name)) {
		hp_error(unit->session->diag,
		         "the pipe '%s' defines no listed function, and cannot be read again for clang: use a file",
		         name);
		return 1;
	}
	hp_verbose(unit->session->diag, "nothing is selected in '%s': clang compiles it alone", name);
	int status = run_plain(unit, files);
	hp_unit_show(unit, false, false); /* clang alone has said more: what the optimiser found */
	if (status)
		return status;
	if (complete_plain(unit))
		return commit(unit, files, false);
	hp_commit_abort(files);
	return 1;
}

/*
 * Shows the messages of the runs. What LLVM found in the back end clang says: it alone knows the places in the
 * source, and what #pragma has to say of them. So it compiles the file as without a list, and nothing but its words
 * and its status count. A crash of clang it says on the user's own command. Gives the exit status.
 */
static int show(struct hp_unit *unit, bool clang_failed, int status)
{
	bool found = !clang_failed && !is_empty(unit->fds[HP_FD_FOUND]);
	bool pipe = hp_read_once_is_pipe(unit->session->inv->inputs[unit->index].name);
	bool asks = found && !pipe;
	bool told = clang_failed && !pipe && hp_unit_crashed(unit) && hp_unit_run_plain(unit);
	int said = asks ? hp_unit_run_messages(unit) : 0;
	hp_unit_show(unit, !told, !told && !asks);
	if (said)
		return said;
	if (found && (status || !asks) && !hp_unit_show_said(unit) && status == 0)
		return 1;
	return status;
}

static int compile(struct hp_unit *unit, struct hp_compiled *result)
{
	struct hp_commit files = {.arena = unit->session->arena, .diag = unit->session->diag};
	bool clang_failed;
	if (overwrites_input(unit) || !hp_unit_open(unit))
		return 1;
	if (unit->session->dry_run)
		return hp_dryrun(unit);
	int status = hp_unit_run_all(unit, &clang_failed);
	bool nothing = !clang_failed && status == HP_BACKEND_NOTHING;
	result->triple = hp_unit_triple(unit);
	if (!clang_failed && status == HP_BACKEND_OPTIMISE)
		status = hp_unit_run_optimise(unit);
	if (!nothing || hp_read_once_is_pipe(unit->session->inv->inputs[unit->index].name))
		status = show(unit, clang_failed, status);
	if (nothing)
		status = compile_alone(unit, &files);
	if (status == 0 && !nothing) {
		result->selected = true;
		warn_of_lto(unit);
		status = unit->session->diag->errors ? 1 : commit(unit, &files, true);
	}
	if (status)
		remove_stale(unit);
	if (status == HP_BACKEND_INTERNAL)
		hp_crash_keep(unit);
	return status;
}

void hp_compile_input(struct hp_session *session, size_t index, const struct hp_outputs *outputs,
                      struct hp_compiled *result)
{
	struct hp_unit unit;
	hp_unit_init(&unit, session, index, outputs);
	*result = (struct hp_compiled){.manifest = -1};
	result->status = compile(&unit, result);
	if (result->status == 0 && is_only_linked(outputs)) {
		result->manifest = unit.fds[HP_FD_MANIFEST];
		unit.fds[HP_FD_MANIFEST] = -1;
	}
	hp_unit_close(&unit);
}

void hp_compile_plain(struct hp_session *session, size_t index, const struct hp_outputs *outputs,
                      struct hp_compiled *result)
{
	struct hp_unit unit;
	struct hp_commit files = {.arena = session->arena, .diag = session->diag};
	hp_unit_init(&unit, session, index, outputs);
	*result = (struct hp_compiled){.manifest = -1};
	if (session->dry_run) {
		result->status = hp_unit_run_plain(&unit);
		return;
	}
	result->status = run_plain(&unit, &files);
	if (result->status == 0)
		result->status = write_database(&unit) && complete_plain(&unit) ? 0 : 1;
	if (result->status)
		hp_commit_abort(&files);
	else
		hp_commit_keep(&files);
}
