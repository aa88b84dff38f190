/*
 * hpcc: the drop-in compiler. Decides between running clang as it is and compiling with a function list; the rest is
 * done by the modules it calls.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "cmdline/bypass.h"
#include "cmdline/help.h"
#include "cmdline/invocation.h"
#include "cmdline/variables.h"
#include "hpcc/ask_clang.h"
#include "hpcc/child_environment.h"
#include "hpcc/clang_config.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/job.h"
#include "hpcc/lists.h"
#include "hpcc/pad.h"
#include "hpcc/preprocess.h"
#include "hpcc/session.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/toolchain.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

/* One call; everything is borrowed. */
struct call {
	struct hp_diag *diag;
	const struct hp_invocation *inv;
	struct hp_configuration *configuration;
	const char *clang; /* path */
};

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);
	return length >= size && strcmp(text + length - size, end) == 0;
}

/* Whether clang-cl would find something for hpcc in this variable. */
static bool mentions_us(const char *name)
{
	const char *value = hp_variable(name);
	return value && (strstr(value, "hotpatch") || strstr(value, "--hpcc-") || strstr(value, "--config"));
}

/* Whether the command line can hold anything for hpcc. Base builds, which do not, are to cost nothing. */
static bool is_plain(char *const *args)
{
	static const char *const words[] = {"hotpatch", "--hpcc-", "--config", "--version", "help", "HELP", "/?"};
	if (hp_variables_count() || mentions_us("CL") || mentions_us("_CL_"))
		return false;
	for (; *args; args++) {
		if (**args == '@' || ends_with(*args, ".i") || ends_with(*args, ".ii"))
			return false;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (strstr(*args, words[i]))
				return false;
	}
	return true;
}

/* The target of a link that hpcc gives the pad. NULL: all other calls, which are clang's as they are. */
static const char *pad_triple(const struct call *call)
{
	const struct hp_invocation *inv = call->inv;
	bool listed = hp_configuration_has_list(call->configuration);
	if (!hp_pad_may_be_needed(inv, listed))
		return NULL;
	const char *triple = hp_ask_clang_triple(inv, call->diag, call->clang, hp_child_environment(inv, true));
	return triple && hp_pad_is_needed(triple, listed) ? triple : NULL;
}

/* Makes this process the real clang. Returns only after a failure. */
static int become_clang(const struct call *call)
{
	const struct hp_invocation *inv = call->inv;
	const char *triple = pad_triple(call);
	struct hp_strvec argv;
	hp_strvec_init(&argv, inv->arena);
	if (triple)
		hp_command_padded(&argv, inv, call->clang, triple);
	else
		hp_command_passthrough(&argv, inv, call->clang);
	if (hp_command_fit(&argv, inv, call->diag))
		hp_exec_replace(call->diag, hp_strvec_argv(&argv),
		                hp_child_environment(inv, triple || inv->any_ours));
	return 1;
}

/* clang's text first and whole, because tools look for it, then `text`, if clang has done well. */
static int print_after_clang(const struct call *call, const char *text)
{
	const struct hp_invocation *inv = call->inv;
	struct hp_strvec argv;
	hp_strvec_init(&argv, inv->arena);
	hp_command_passthrough(&argv, inv, call->clang);
	if (!hp_command_fit(&argv, inv, call->diag))
		return 1;
	struct hp_child_io io = {
	    .env = hp_child_environment(inv, inv->any_ours), .in = HP_IO_OURS, .out = HP_IO_OURS, .err = HP_IO_OURS};
	int status;
	if (hp_exec_run(call->diag, hp_strvec_argv(&argv), &io, &status) && status == 0 &&
	    !hp_os_write_text(HP_STREAM_OUT, text))
		status = 1;
	return status;
}

/* Whether a person asks for help. "-?" is what build systems ask unknown compilers: clang alone answers. */
static bool wants_help(const struct hp_invocation *inv)
{
	const struct hp_arg *arg = hp_invocation_last(inv, HP_OPT_HELP);
	return arg && strcmp(arg->pieces[0].text, "-?") != 0;
}

static void set_up_diag(const struct call *call)
{
	const struct hp_configuration *configuration = call->configuration;
	call->diag->program = call->inv->program;
	call->diag->msvc = hp_invocation_msvc(call->inv);
	call->diag->verbose = hp_setting_is_on(&configuration->settings[HP_SET_VERBOSE]);
	for (size_t i = 0; i < configuration->warnings.count; i++)
		hp_diag_take(call->diag, configuration->warnings.items[i]);
}

static int print_inline_list(const struct call *call)
{
	struct hp_funclist list;
	struct hp_strvec lines;
	int input = call->inv->input_count ? 0 : HP_LISTS_NO_INPUT;
	hp_strvec_init(&lines, call->inv->arena);
	if (!hp_lists_read(&list, call->configuration, input, call->diag) || call->diag->errors)
		return 1;
	hp_lists_inline(&list, &lines);
	return hp_os_write_text(HP_STREAM_OUT, hp_strvec_join(&lines)) ? 0 : 1;
}

/* No list: clang alone, but not on what was preprocessed for a list. */
static int run_without_list(const struct call *call)
{
	struct hp_funclist none;
	hp_verbose(call->diag, "no function list: running '%s'", call->clang);
	hp_funclist_init(&none, call->inv->arena);
	for (size_t i = 0; i < call->inv->input_count; i++)
		if (!hp_preprocess_check(call->inv, i, hp_lists_digest(&none), call->diag))
			return 1;
	return become_clang(call);
}

/* `expanded`: see hp_child_environment. False after a report. */
static bool start_session(struct hp_session *session, const struct call *call, bool expanded)
{
	*session = (struct hp_session){.arena = call->inv->arena,
	                               .diag = call->diag,
	                               .inv = call->inv,
	                               .configuration = call->configuration,
	                               .clang = call->clang,
	                               .env = hp_child_environment(call->inv, expanded)};
	return hp_session_init(session, call->configuration);
}

/* clang's preprocessor, and what caches have to know of the list. */
static int preprocess(const struct call *call)
{
	struct hp_session session;
	bool done =
	    start_session(&session, call, call->inv->any_ours) && hp_session_enter(&session, call->configuration);
	return done ? hp_preprocess_run(&session) : 1;
}

/*
 * Whether a module interface would be compiled in two steps, which no single bitcode comes from. It is clang's then,
 * and so aloud: what the list names in it is not hot-patched.
 */
static bool is_in_two_steps(const struct call *call)
{
	enum { FIRST_IN_ONE = 22 };
	const struct hp_invocation *inv = call->inv;
	size_t i = 0;
	while (i < inv->input_count && !inv->inputs[i].interface)
		i++;
	if (i == inv->input_count ||
	    (!hp_invocation_last(inv, HP_OPT_FULL_MODULE) &&
	     hp_ask_clang_version(inv, call->diag, call->clang, hp_child_environment(inv, true)) >= FIRST_IN_ONE))
		return false;
	hp_note(call->diag,
	        "'%s' is compiled without its function list: this clang makes module interfaces in two steps; "
	        "precompile it, and compile the .pcm file",
	        inv->inputs[i].name);
	return true;
}

/*
 * Whether clang would compile none of several inputs because one is missing, or because there is no assembler. In cl
 * mode that may be a misspelt option. Names that clang looks for elsewhere, as libraries, are its business.
 */
static bool is_refused(const struct hp_session *session)
{
	const struct hp_invocation *inv = session->inv;
	bool missing = false;
	for (size_t i = 0; i < inv->input_count; i++)
		missing |= strcmp(inv->inputs[i].name, "-") != 0 && !hp_os_exists(inv->inputs[i].name);
	missing &= inv->input_count > 1;
	return (missing || hp_invocation_last(inv, HP_OPT_NO_ASSEMBLER)) &&
	       !hp_ask_clang_accepts(inv, session->diag, session->clang, session->env);
}

/* Source: llvm/lib/Support/Unix/Process.inc, getColumns. */
static int count_columns(void)
{
	const char *text = getenv("COLUMNS");
	long columns = text ? strtol(text, NULL, 10) : 0;
	if (columns > 0)
		return columns < INT_MAX ? (int)columns : INT_MAX;
	return (int)hp_os_terminal_width(HP_STREAM_ERR);
}

static int compile(const struct call *call)
{
	struct hp_session session;
	hp_os_open_standard(); /* else a pipe would be one, and children would read and write that */
	call->diag->colour = hp_os_is_terminal(HP_STREAM_ERR);
	if (!start_session(&session, call, true))
		return 1;
	session.terminal = call->diag->colour;
	session.columns = session.terminal ? count_columns() : 0;
	if (is_refused(&session))
		return become_clang(call);
	if (!hp_session_open(&session, call->configuration) || !hp_session_enter(&session, call->configuration))
		return 1;
	if (!hp_session_wanted(&session)) {
		hp_verbose(call->diag, "no list of '%s' is for these sources: running '%s'",
		           call->configuration->settings[HP_SET_CONFIG].value, call->clang);
		return become_clang(call);
	}
	if (is_in_two_steps(call))
		return become_clang(call);
	hp_signals_init();
	return hp_job_run(&session);
}

static const char *first_source(const struct hp_invocation *inv)
{
	size_t i = 0;
	while (i + 1 < inv->input_count && !hp_bypass_compiles(inv->inputs[i].kind))
		i++;
	return inv->inputs[i].name;
}

/* Parses the command line: from here on it does not change. */
static bool understand(struct hp_invocation *inv, const struct call *call)
{
	hp_invocation_parse(inv, inv->given, inv->given_count);
	hp_configuration_init(call->configuration, inv);
	if (!inv->help && !hp_configuration_read(call->configuration, inv, call->diag))
		return false;
	set_up_diag(call);
	return true;
}

/* Lists that clang would find by itself, also where the command line alone holds nothing for hpcc. */
static bool add_lists_of_clang(struct hp_invocation *inv, const struct call *call)
{
	if (!hp_clang_config_suspected(inv->arena, call->clang, inv->args ? inv->argv : inv->given))
		return true;
	return (inv->args || understand(inv, call)) &&
	       hp_clang_config_add(call->configuration, inv, call->diag, call->clang,
	                           hp_child_environment(inv, true));
}

/* What is printed and nothing more, or what clang does alone; else compiles. */
static int run_understood(const struct call *call)
{
	const struct hp_invocation *inv = call->inv;
	struct hp_arena *arena = inv->arena;
	if (inv->args && hp_invocation_last(inv, HP_OPT_VERSION))
		return print_after_clang(call, "hpcc " HPCC_VERSION " (LLVM 22)\n");
	if (inv->args && wants_help(inv))
		return print_after_clang(call, hp_arena_printf(arena, "\n%s", hp_help_text(arena)));
	if (!hp_configuration_has_list(call->configuration))
		return run_without_list(call);
	const char *reason = hp_bypass_reason(inv);
	if (!reason)
		return compile(call);
	hp_verbose(call->diag, "the function list does not apply, %s: running '%s'", reason, call->clang);
	if (hp_bypass_loses(inv) && !hp_invocation_last(inv, HP_OPT_DRY_RUN))
		hp_note(call->diag, "'%s' is compiled without its function list: %s", first_source(inv), reason);
	return hp_preprocess_applies(inv) ? preprocess(call) : become_clang(call);
}

static int run(struct hp_arena *arena, struct hp_diag *diag, int argc, char **argv)
{
	struct hp_invocation inv;
	struct hp_configuration configuration;
	struct call call = {diag, &inv, &configuration, NULL};
	hp_invocation_init(&inv, arena, argc ? argv[0] : "hpcc");
	hp_configuration_init(&configuration, &inv);
	diag->program = inv.program;
	if (hp_variable("HPCC_DEPTH")) {
		hp_error(diag, "hpcc was found as its own clang: name the real one with --hpcc-clang= or HPCC_CLANG");
		return 1;
	}
	inv.given = (const char *const *)(const void *)(argc ? argv + 1 : argv);
	inv.given_count = argc ? (size_t)argc - 1 : 0;
	if (!is_plain(argc ? argv + 1 : argv) && !understand(&inv, &call))
		return 1;
	if (inv.help)
		return hp_os_write_text(HP_STREAM_OUT, hp_help_text(arena)) ? 0 : 1;
	if (inv.inline_list)
		return print_inline_list(&call);
	if (inv.print_config)
		return hp_configuration_print(&configuration, diag);
	call.clang = hp_toolchain_clang(arena, diag, &configuration.settings[HP_SET_CLANG]);
	return call.clang && add_lists_of_clang(&inv, &call) ? run_understood(&call) : 1;
}

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct hp_diag diag;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc", NULL);
	int status = run(&arena, &diag, argc, argv);
	hp_arena_fini(&arena);
	return status;
}
