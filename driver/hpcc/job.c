/*
 * All inputs of one call. Decides what follows after a failure and where objects live that are only linked.
 */
#include "hpcc/job.h"

#include "base/arena.h"
#include "base/diag.h"
#include "cmdline/invocation.h"
#include "files/append.h"
#include "files/commit.h"
#include "hpcc/ask_clang.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/echo.h"
#include "hpcc/read_once.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/temporary.h"

#include <string.h>

struct job {
	struct hp_session *session;
	enum hp_goal goal;
	struct hp_echo echo;
	const char *folder;          /* private, for objects that are only linked; or NULL */
	const char **objects;        /* one per input; NULL: not compiled */
	struct hp_compiled *results; /* the same */
	const char *image;           /* what they are linked into; or NULL */
	const char *triple;          /* of a compiled input; or NULL */
};

static bool make_folder(struct job *job)
{
	job->folder = hp_temporary_private(job->session->arena, job->session->diag, "hpcc");
	return job->folder != NULL;
}

/* Each input has a folder of its own inside, so that equal names do not meet. */
static bool make_place(struct job *job, size_t index, const char *object)
{
	char *path = hp_arena_printf(job->session->arena, "%s/%zu", job->folder, index);
	if (!hp_temporary_subfolder(path)) {
		hp_error(job->session->diag, "cannot make a folder '%s':", path);
		return false;
	}
	hp_signals_add_path(object);
	return true;
}

static int run_input(struct job *job, size_t index)
{
	struct hp_session *session = job->session;
	struct hp_outputs outputs;
	struct hp_compiled *result = &job->results[index];
	hp_outputs_name(&outputs, session->inv, index, job->folder, session->cwd);
	hp_outputs_name_report(&outputs, session->inv, index, session->configuration->settings[HP_SET_REPORT].value,
	                       session->cwd);
	if (outputs.object && !outputs.keep_object && !make_place(job, index, outputs.object))
		return 1;
	hp_echo_input(&job->echo);
	if (session->functions[index] < 0)
		hp_compile_plain(session, index, &outputs, result);
	else
		hp_compile_input(session, index, &outputs, result);
	job->objects[index] = outputs.object;
	if (outputs.image)
		job->image = outputs.image;
	if (result->triple)
		job->triple = result->triple;
	return result->status;
}

/* As clang does: in GNU mode the other inputs are still compiled after a failure, and the first status counts. */
static int run_inputs(struct job *job)
{
	const struct hp_invocation *inv = job->session->inv;
	int first = 0;
	for (size_t i = 0; i < inv->input_count; i++) {
		if (inv->inputs[i].kind == HP_INPUT_LINKER)
			continue;
		job->session->diag->errors = 0;
		int status = run_input(job, i);
		first = first ? first : status;
		if (status && inv->mode == HP_MODE_CL)
			break;
	}
	return first;
}

/* Whether the manifest waits for the image. */
static bool has_lines(const struct job *job)
{
	for (size_t i = 0; i < job->session->inv->input_count; i++)
		if (job->results[i].manifest >= 0)
			return true;
	return false;
}

static int run_link(struct job *job)
{
	struct hp_session *session = job->session;
	struct hp_strvec argv;
	hp_strvec_init(&argv, session->arena);
	if (!job->triple)
		job->triple = hp_ask_clang_triple(session->inv, session->diag, session->clang, session->env);
	hp_command_link(&argv, session->inv, session->clang, job->objects, job->triple);
	if (!hp_command_fit(&argv, session->inv, session->diag))
		return 1;
	hp_echo_link(&job->echo, session, &argv);
	struct hp_commit files = {.arena = session->arena, .diag = session->diag};
	if (has_lines(job))
		hp_commit_adopt(&files, job->image);
	struct hp_child_io io = {.env = session->env, .in = HP_IO_OURS, .out = HP_IO_OURS, .err = HP_IO_OURS};
	int status;
	if (!hp_exec_run(session->diag, hp_strvec_argv(&argv), &io, &status) || status) {
		hp_commit_keep(&files); /* clang has cleared up itself */
		return status;
	}
	return hp_compile_finish(session, &files, job->results, session->inv->input_count) ? 0 : 1;
}

static bool several_reports_in_one(const struct hp_invocation *inv, const char *report)
{
	size_t compiled = 0, length = report ? strlen(report) : 0;
	for (size_t i = 0; i < inv->input_count; i++)
		compiled += inv->inputs[i].kind == HP_INPUT_SOURCE || inv->inputs[i].kind == HP_INPUT_IR;
	return length && report[length - 1] != '/' && compiled > 1;
}

int hp_job_run(struct hp_session *session)
{
	const struct hp_invocation *inv = session->inv;
	const struct hp_setting *settings = session->configuration->settings;
	struct job job = {.session = session, .goal = hp_outputs_goal(inv)};
	job.objects = hp_arena_calloc(session->arena, inv->input_count + 1, sizeof *job.objects);
	job.results = hp_arena_calloc(session->arena, inv->input_count + 1, sizeof *job.results);
	for (size_t i = 0; i < inv->input_count; i++)
		job.results[i].manifest = -1;
	if (several_reports_in_one(inv, settings[HP_SET_REPORT].value)) {
		hp_error(session->diag,
		         "the report '%s' is one file for several inputs: name a folder, with a slash at its end",
		         settings[HP_SET_REPORT].value);
		return 1;
	}
	if (settings[HP_SET_MANIFEST].value && !session->dry_run &&
	    !hp_append_check(session->diag, settings[HP_SET_MANIFEST].value))
		return 1;
	if (!hp_read_once_save(session) || (job.goal == HP_GOAL_LINK && !make_folder(&job)))
		return 1;
	hp_command_note_dropped(inv, session->diag);
	int status = hp_echo_init(&job.echo, session);
	if (!status)
		status = run_inputs(&job);
	if (!status && job.goal == HP_GOAL_LINK)
		status = run_link(&job);
	hp_signals_clean();
	return status;
}
