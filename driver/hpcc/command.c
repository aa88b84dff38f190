/*
 * Command lines. Decides which arguments of the user each child gets and what is added; runs nothing.
 */
#include "hpcc/command.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "cmdline/depfile.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "cmdline/rspfile.h"
#include "files/path.h"
#include "hpcc/configuration.h"
#include "hpcc/drop.h"
#include "hpcc/pad.h"
#include "hpcc/session.h"
#include "hpcc/unit.h"

#include <string.h>

static void start(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang)
{
	hp_strvec_push(argv, clang);
	if (inv->driver_mode)
		hp_strvec_push(argv, inv->driver_mode);
	if (inv->target)
		hp_strvec_push(argv, inv->target);
}

static void push_rest(struct hp_strvec *argv, const struct hp_invocation *inv, const bool *drop)
{
	for (size_t i = 0; i < inv->argc; i++)
		if (!drop[i])
			hp_strvec_push(argv, inv->argv[i]);
}

/* An option of GNU mode with its value joined, spelled for the invocation's mode. */
static void push_gnu(struct hp_strvec *argv, const struct hp_invocation *inv, const char *option, const char *value)
{
	hp_strvec_pushf(argv, "%s%s%s", inv->mode == HP_MODE_CL ? "/clang:" : "", option, value);
}

static void push_cc1(struct hp_strvec *argv, const char *option)
{
	hp_strvec_push(argv, "-Xclang");
	hp_strvec_push(argv, option);
}

/* The compiler's part of -v, at its place in the cc1 line; the driver's is shown once for all runs, see echo.h. The
 * driver looks for its part before it takes -Xarch_host apart. */
static void push_verbose(struct hp_strvec *argv, const struct hp_unit *unit)
{
	if (!hp_invocation_last(unit->session->inv, HP_OPT_SHOW_COMMANDS) ||
	    unit->session->inv->inputs[unit->index].kind == HP_INPUT_ASSEMBLY)
		return;
	push_gnu(argv, unit->session->inv, "-Xarch_host", "");
	push_gnu(argv, unit->session->inv, "-v", "");
}

/* The first run writes to memory, but for a terminal. */
static void push_terminal(struct hp_strvec *argv, const struct hp_unit *unit)
{
	const struct hp_invocation *inv = unit->session->inv;
	if (!unit->session->terminal)
		return;
	if (!hp_invocation_last(inv, HP_OPT_COLOUR) && !hp_invocation_last(inv, HP_OPT_NO_COLOUR))
		hp_strvec_push(argv, "-fcolor-diagnostics");
	if (unit->session->columns)
		push_gnu(argv, inv, hp_arena_printf(inv->arena, "-fmessage-length=%d", unit->session->columns), "");
}

/* Output to a descriptor. `-o` and its value stay apart, as the protocol has them. */
static void push_output(struct hp_strvec *argv, const struct hp_invocation *inv, int fd)
{
	push_gnu(argv, inv, "-o", "");
	push_gnu(argv, inv, hp_os_stream_path(inv->arena, fd), "");
}

/*
 * Whether the driver's word on unused arguments is that on the whole command line: from the run of one input only,
 * and not from an assembler, which uses few. Where a link follows, it uses the others.
 */
static bool warns_of_unused(const struct hp_unit *unit)
{
	const struct hp_input *inputs = unit->session->inv->inputs;
	size_t first = 0;
	while (first < unit->index && inputs[first].kind != HP_INPUT_SOURCE && inputs[first].kind != HP_INPUT_IR)
		first++;
	return hp_outputs_goal(unit->session->inv) != HP_GOAL_LINK && first == unit->index &&
	       inputs[first].kind != HP_INPUT_ASSEMBLY;
}

static void push_stop(struct hp_strvec *argv, const struct hp_unit *unit)
{
	if (hp_outputs_goal(unit->session->inv) == HP_GOAL_LINK)
		hp_strvec_push(argv, unit->session->inv->mode == HP_MODE_CL ? "/c" : "-c");
	if (!warns_of_unused(unit))
		hp_strvec_push(argv, "-Qunused-arguments");
}

/* -MF and -MQ where clang would derive them from -o, which it does not see. */
static void push_dependencies(struct hp_strvec *argv, const struct hp_unit *unit)
{
	const struct hp_invocation *inv = unit->session->inv;
	if (!hp_depfile_wanted(inv))
		return;
	if (!hp_invocation_last(inv, HP_OPT_DEPS_FILE) && !hp_depfile_passed(inv))
		push_gnu(argv, inv, "-MF", unit->outputs->dependencies);
	if (!hp_invocation_last(inv, HP_OPT_DEPS_TARGET))
		push_gnu(argv, inv, "-MQ", unit->outputs->target);
}

/* The list files among the dependencies, so that a changed list rebuilds, also where nothing is selected yet. clang
 * names them in /showIncludes notes, too. */
static void push_list_dependencies(struct hp_strvec *argv, const struct hp_invocation *inv,
                                   const struct hp_strvec *dependencies)
{
	if (!hp_depfile_wanted(inv) && !hp_invocation_last(inv, HP_OPT_ONLY_DEPS) &&
	    !hp_invocation_last(inv, HP_OPT_SHOW_INCLUDES))
		return;
	for (size_t i = 0; i < dependencies->count; i++)
		push_cc1(argv, hp_arena_printf(inv->arena, "-fdepfile-entry=%s", dependencies->items[i]));
}

static void push_coverage(struct hp_strvec *argv, const struct hp_unit *unit)
{
	struct hp_arena *arena = unit->session->inv->arena;
	if (!hp_invocation_last(unit->session->inv, HP_OPT_COVERAGE))
		return;
	push_cc1(argv, hp_arena_printf(arena, "-coverage-notes-file=%s.gcno", unit->outputs->coverage));
	push_cc1(argv, hp_arena_printf(arena, "-coverage-data-file=%s.gcda", unit->outputs->coverage));
}

/* What clang writes of its optimisations goes to `file`; without one there would be no places in the bitcode. */
static void push_remarks(struct hp_strvec *argv, const struct hp_unit *unit, const char *file)
{
	const struct hp_arg *passes = hp_invocation_last(unit->session->inv, HP_OPT_REMARKS_PASSES);
	if (!unit->outputs->remarks_file)
		return;
	push_cc1(argv, "-opt-record-file");
	push_cc1(argv, file);
	push_cc1(argv, "-opt-record-format");
	push_cc1(argv, unit->outputs->remarks_format);
	if (!passes || !passes->value)
		return;
	push_cc1(argv, "-opt-record-passes");
	push_cc1(argv, passes->value);
}

static void push_module(struct hp_strvec *argv, const struct hp_unit *unit)
{
	if (unit->session->inv->inputs[unit->index].interface &&
	    !hp_invocation_last(unit->session->inv, HP_OPT_MODULE_FILE))
		push_gnu(argv, unit->session->inv, "-fmodule-output=", unit->outputs->module);
}

static void push_trace(struct hp_strvec *argv, const struct hp_unit *unit, bool *drop)
{
	const struct hp_arg *flag = hp_invocation_last(unit->session->inv, HP_OPT_TIME_TRACE);
	const struct hp_arg *named = hp_invocation_last(unit->session->inv, HP_OPT_TIME_TRACE_FILE);
	if (flag && (!named || named < flag)) {
		hp_drop_id(unit->session->inv, drop, HP_OPT_TIME_TRACE_FILE);
		hp_strvec_pushf(argv, "-ftime-trace=%s", unit->outputs->trace);
	}
}

/* What was given, without what is hpcc's own. */
static void push_given(struct hp_strvec *argv, const struct hp_invocation *inv)
{
	if (inv->any_ours)
		push_rest(argv, inv, inv->ours);
	else
		hp_strvec_extend(argv, inv->given, inv->given_count);
}

void hp_command_question(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                         const char *question)
{
	start(argv, inv, clang);
	push_gnu(argv, inv, question, "");
	push_rest(argv, inv, inv->ours);
}

void hp_command_passthrough(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang)
{
	start(argv, inv, clang);
	push_given(argv, inv);
}

void hp_command_preprocess(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                           const struct hp_strvec *dependencies)
{
	start(argv, inv, clang);
	push_list_dependencies(argv, inv, dependencies);
	push_given(argv, inv);
}

void hp_command_clang(struct hp_strvec *argv, const struct hp_unit *unit)
{
	const struct hp_invocation *inv = unit->session->inv;
	bool *drop = hp_drop_for(inv, HP_RUN_BITCODE);
	start(argv, inv, unit->session->clang);
	push_stop(argv, unit);
	push_output(argv, inv, unit->fds[HP_FD_CLANG_OUT]);
	push_cc1(argv, "-emit-llvm-bc");
	push_cc1(argv, "-disable-llvm-passes");
	push_cc1(argv, "-emit-llvm-uselists");
	hp_strvec_push(argv, "-fno-crash-diagnostics"); /* they would hold bitcode: see hp_unit_crashed */
	push_dependencies(argv, unit);
	push_list_dependencies(argv, inv, &unit->session->configuration->dependencies);
	push_verbose(argv, unit);
	push_terminal(argv, unit);
	push_coverage(argv, unit);
	push_module(argv, unit);
	push_remarks(argv, unit, hp_os_null_path());
	push_trace(argv, unit, drop);
	hp_drop_inputs(inv, drop, unit->index, warns_of_unused(unit));
	push_rest(argv, inv, drop);
}

void hp_command_messages(struct hp_strvec *argv, const struct hp_unit *unit)
{
	const struct hp_invocation *inv = unit->session->inv;
	bool *drop = hp_drop_for(inv, HP_RUN_MESSAGES);
	start(argv, inv, unit->session->clang);
	push_stop(argv, unit);
	push_gnu(argv, inv, "-o", "");
	push_gnu(argv, inv, hp_os_null_path(), "");
	if (hp_invocation_last(inv, HP_OPT_COVERAGE)) { /* else they would be named after the output */
		push_cc1(argv, hp_arena_printf(inv->arena, "-coverage-notes-file=%s", hp_os_null_path()));
		push_cc1(argv, hp_arena_printf(inv->arena, "-coverage-data-file=%s", hp_os_null_path()));
	}
	push_terminal(argv, unit);
	hp_drop_inputs(inv, drop, unit->index, warns_of_unused(unit));
	push_rest(argv, inv, drop);
}

void hp_command_optimise(struct hp_strvec *argv, const struct hp_unit *unit)
{
	const struct hp_invocation *inv = unit->session->inv;
	bool *drop = hp_drop_for(inv, HP_RUN_OPTIMISE);
	start(argv, inv, unit->session->clang);
	if (hp_outputs_goal(inv) == HP_GOAL_LINK)
		hp_strvec_push(argv, inv->mode == HP_MODE_CL ? "/c" : "-c");
	hp_strvec_push(argv, "-Qunused-arguments");
	push_output(argv, inv, unit->fds[HP_FD_CLANG_OUT]);
	push_cc1(argv, "-emit-llvm-bc");
	push_cc1(argv, "-emit-llvm-uselists");
	push_coverage(argv, unit);
	push_remarks(argv, unit, hp_os_stream_path(inv->arena, unit->fds[HP_FD_REMARKS]));
	hp_strvec_push(argv, "-x");
	hp_strvec_push(argv, "ir");
	hp_strvec_push(argv, hp_os_stream_path(inv->arena, unit->fds[HP_FD_REWRITTEN]));
	hp_drop_inputs(inv, drop, inv->input_count, false);
	push_rest(argv, inv, drop);
}

/* The last word on colour, or whether standard error is a terminal. */
static bool wants_colour(const struct hp_unit *unit)
{
	const struct hp_invocation *inv = unit->session->inv;
	if (hp_invocation_last(inv, HP_OPT_COLOUR) || hp_invocation_last(inv, HP_OPT_NO_COLOUR))
		return hp_invocation_stands(inv, HP_OPT_COLOUR, HP_OPT_NO_COLOUR);
	return unit->session->terminal;
}

void hp_command_backend(struct hp_strvec *argv, const struct hp_unit *unit, const char *stage)
{
	const struct hp_invocation *inv = unit->session->inv;
	const struct hp_outputs *outputs = unit->outputs;
	const struct hp_setting *settings = unit->session->configuration->settings;
	struct hp_request request;
	hp_request_init(&request, inv->arena);
	request.program = inv->program;
	request.stage = stage;
	request.input = inv->inputs[unit->index].name;
	request.object_name = outputs->object_name;
	request.shown_name = outputs->image ? outputs->shown_name : NULL;
	request.image = outputs->image;
	request.base = settings[HP_SET_BASE].value;
	request.base_module = settings[HP_SET_BASE_MODULE].value;
	if (request.base)
		request.source = hp_path_join(inv->arena, unit->session->cwd, request.input);
	memcpy(request.fds, unit->fds, sizeof request.fds);
	request.warnings = unit->session->configuration->warnings;
	request.no_sections = hp_invocation_stands(inv, HP_OPT_NO_SECTIONS, HP_OPT_SECTIONS);
	request.colour = wants_colour(unit);
	request.msvc = hp_invocation_msvc(inv);
	request.verbose = hp_setting_is_on(&settings[HP_SET_VERBOSE]);
	hp_strvec_push(argv, unit->session->backend);
	hp_request_push(&request, argv);
}

void hp_command_plain(struct hp_strvec *argv, const struct hp_unit *unit, bool runs)
{
	const struct hp_invocation *inv = unit->session->inv;
	bool links = hp_outputs_goal(inv) == HP_GOAL_LINK;
	bool *drop = hp_drop_for(inv, (links ? HP_RUN_OBJECT : 0) | (runs ? HP_RUN_ALONE : 0));
	start(argv, inv, unit->session->clang);
	hp_drop_inputs(inv, drop, unit->index, runs && warns_of_unused(unit));
	hp_drop_id(inv, drop, HP_OPT_DATABASE);
	hp_drop_id(inv, drop, HP_OPT_DATABASE_FOLDER);
	if (runs)
		push_verbose(argv, unit);
	if (runs || links)
		push_stop(argv, unit);
	if (links) {
		push_dependencies(argv, unit);
		push_remarks(argv, unit, unit->outputs->remarks_file);
		if (unit->outputs->stack_usage) {
			push_cc1(argv, "-stack-usage-file");
			push_cc1(argv, unit->outputs->stack_usage);
		}
		if (!unit->outputs->keep_object)
			hp_strvec_pushf(argv, "%s%s", inv->mode == HP_MODE_CL ? "/Fo" : "-o", unit->outputs->object);
	}
	push_rest(argv, inv, drop);
}

static void push_linker(struct hp_strvec *argv, const char *option)
{
	if (!option)
		return;
	hp_strvec_push(argv, "-Xlinker");
	hp_strvec_push(argv, option);
}

static bool compiles(const struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->input_count; i++)
		if (inv->inputs[i].kind != HP_INPUT_LINKER)
			return true;
	return false;
}

void hp_command_padded(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang, const char *triple)
{
	bool *drop = hp_drop_for(inv, 0);
	const char *pad = hp_pad_option(inv, triple);
	/* clang-cl takes what is behind -Xlinker for one more source, and refuses /Fo then. */
	bool behind = inv->mode == HP_MODE_CL && !hp_invocation_last(inv, HP_OPT_DASHES);
	start(argv, inv, clang);
	if (!behind)
		push_linker(argv, pad);
	if (hp_invocation_last(inv, HP_OPT_HOTPATCH) && hp_pad_replaces_hotpatch(triple)) {
		hp_drop_id(inv, drop, HP_OPT_HOTPATCH);
		if (compiles(inv))
			push_cc1(argv, "-fms-hotpatch");
	}
	push_rest(argv, inv, drop);
	if (behind && pad && !hp_invocation_last(inv, HP_OPT_CL_LINK))
		hp_strvec_push(argv, "/link");
	if (behind && pad)
		hp_strvec_push(argv, pad);
}

void hp_command_link(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                     const char *const *objects, const char *triple)
{
	bool *drop = hp_drop_for(inv, HP_RUN_LINK);
	const char **instead = hp_arena_calloc(inv->arena, inv->argc + 1, sizeof *instead);
	start(argv, inv, clang);
	hp_strvec_push(argv, "-Qunused-arguments");
	if (triple) {
		push_linker(argv, hp_pad_option(inv, triple));
		hp_drop_id(inv, drop, HP_OPT_HOTPATCH);
	}
	for (size_t i = 0; i < inv->input_count; i++) {
		const struct hp_arg *arg = &inv->args[inv->inputs[i].arg];
		if (!objects[i])
			continue;
		hp_arg_mark(arg, drop);
		/* A second slash, because clang-cl takes /work/x.obj for the option /w. */
		bool option_like = inv->mode == HP_MODE_CL && objects[i][0] == '/';
		instead[arg->pieces[0].element[0]] =
		    option_like ? hp_arena_printf(inv->arena, "/%s", objects[i]) : objects[i];
	}
	for (size_t i = 0; i < inv->argc; i++)
		if (instead[i] || !drop[i])
			hp_strvec_push(argv, instead[i] ? instead[i] : inv->argv[i]);
}

bool hp_command_fit(struct hp_strvec *argv, const struct hp_invocation *inv, struct hp_diag *diag)
{
	size_t keep = (inv->driver_mode != NULL) + (inv->target != NULL);
	if (hp_rspfile_shorten(argv, keep))
		return true;
	hp_error(diag, "cannot make a memory file:");
	return false;
}

void hp_command_note_dropped(const struct hp_invocation *inv, struct hp_diag *diag)
{
	for (size_t i = 0; i < inv->arg_count; i++)
		if (inv->args[i].option && inv->args[i].option->effect == HP_EFFECT_DROP)
			hp_verbose(diag, "'%s' is left out with a function list: %s", inv->args[i].pieces[0].text,
			           inv->args[i].option->text);
}
