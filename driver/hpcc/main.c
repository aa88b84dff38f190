/*
 * hpcc: the drop-in compiler. Decides between running clang as it is and compiling with a function list; the rest is
 * done by the modules it calls.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "cmdline/bypass.h"
#include "cmdline/help.h"
#include "cmdline/invocation.h"
#include "hpcc/ask_clang.h"
#include "hpcc/clang_config.h"
#include "hpcc/configure.h"
#include "hpcc/job.h"
#include "hpcc/lists.h"
#include "hpcc/pad.h"
#include "hpcc/plan.h"
#include "hpcc/preprocess.h"
#include "hpcc/session.h"
#include "run/environment.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/toolchain.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

extern char **environ;

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && *value;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);
	return length >= size && strcmp(text + length - size, end) == 0;
}

/* Whether clang-cl would find something for hpcc in this variable. */
static bool speaks_of_us(const char *name)
{
	const char *value = getenv(name);
	return value && (strstr(value, "hotpatch") || strstr(value, "--hpcc-") || strstr(value, "--config"));
}

/* Whether the command line can hold anything for hpcc. Base builds, which do not, are to cost nothing. */
static bool is_plain(char *const *args)
{
	static const char *const words[] = {"hotpatch", "--hpcc-", "--config", "--version", "help", "HELP", "/?"};
	if (hp_invocation_environment_counts() || speaks_of_us("CL") || speaks_of_us("_CL_"))
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

/* `expanded`: the child gets the expanded arguments, with what CL and _CL_ add. */
static char *const *child_environment(const struct hp_invocation *inv, bool expanded)
{
	const char *const set[] = {"HPCC_DEPTH=1", inv->cl_variables && expanded ? inv->cl_left[0] : NULL,
	                           inv->cl_left[1], NULL};
	return hp_environment_with(inv->arena, environ, set);
}

/*
 * The target of a link that hpcc gives the pad: with a list, and where clang's own link would fail. NULL: all other
 * calls, which are clang's as they are.
 */
static const char *pad_triple(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang)
{
	bool listed = inv->list_count || hp_setting_is_on(&inv->settings[HP_SET_ANNOTATIONS]);
	if (!inv->args || !hp_bypass_links(inv) || !(listed || hp_invocation_last(inv, HP_OPT_HOTPATCH)))
		return NULL;
	const char *triple = hp_triple_ask(inv, diag, clang, child_environment(inv, true));
	return triple && (listed || hp_pad_replaces_hotpatch(triple)) ? triple : NULL;
}

/* Makes this process the real clang. Returns only after a failure. */
static int become_clang(struct hp_invocation *inv, struct hp_diag *diag, const char *clang)
{
	const char *triple = pad_triple(inv, diag, clang);
	struct hp_strvec argv;
	hp_strvec_init(&argv, inv->arena);
	if (triple)
		hp_plan_padded(&argv, inv, clang, triple);
	else
		hp_plan_passthrough(&argv, inv, clang);
	if (hp_plan_fit(&argv, inv, diag))
		hp_exec_replace(diag, hp_strvec_argv(&argv), child_environment(inv, triple || inv->any_own));
	return 1;
}

/* clang's text first and whole, because tools look for it, then `text`, if clang has done well. */
static int print_after_clang(struct hp_invocation *inv, struct hp_diag *diag, const char *clang, const char *text)
{
	struct hp_strvec argv;
	hp_strvec_init(&argv, inv->arena);
	hp_plan_passthrough(&argv, inv, clang);
	if (!hp_plan_fit(&argv, inv, diag))
		return 1;
	struct hp_child_io io = {.env = child_environment(inv, inv->any_own), .in = -1, .out = -1, .err = -1};
	pid_t pid = hp_exec_spawn(diag, hp_strvec_argv(&argv), &io);
	int status = pid < 0 ? 1 : hp_exec_status(hp_exec_wait(pid));
	if (status == 0 && !hp_os_write_all(STDOUT_FILENO, text, strlen(text)))
		status = 1;
	return status;
}

/* Whether a person asks for help. "-?" is what build systems ask unknown compilers: clang alone answers. */
static bool wants_help(const struct hp_invocation *inv)
{
	const struct hp_arg *arg = hp_invocation_last(inv, HP_OPT_HELP);
	return arg && strcmp(arg->pieces[0].text, "-?") != 0;
}

static void set_up_diag(struct hp_diag *diag, const struct hp_invocation *inv)
{
	diag->program = inv->program;
	diag->msvc = hp_invocation_msvc(inv);
	diag->verbose = hp_setting_is_on(&inv->settings[HP_SET_VERBOSE]);
	for (size_t i = 0; i < inv->warnings.count; i++)
		hp_invocation_warn(diag, inv->warnings.items[i]);
}

/* A closed standard descriptor would be the next pipe's number, and children would read and write that. */
static void open_standard_descriptors(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0)
			return;
}

static int print_inline_list(const struct hp_invocation *inv, struct hp_diag *diag)
{
	struct hp_funclist list;
	struct hp_strvec lines;
	hp_strvec_init(&lines, inv->arena);
	if (!hp_lists_read(&list, inv, inv->input_count ? 0 : HP_LISTS_NO_INPUT, diag) || diag->errors)
		return 1;
	hp_lists_inline(&list, &lines);
	const char *text = hp_strvec_join(&lines);
	return hp_os_write_all(STDOUT_FILENO, text, strlen(text)) ? 0 : 1;
}

/* No list: clang alone, but not on what was preprocessed for a list. */
static int run_without_list(struct hp_invocation *inv, struct hp_diag *diag, const char *clang)
{
	struct hp_funclist none;
	hp_verbose(diag, "no function list: running '%s'", clang);
	hp_funclist_init(&none, inv->arena);
	for (size_t i = 0; i < inv->input_count; i++)
		if (!hp_preprocess_check(inv, i, hp_lists_digest(&none), diag))
			return 1;
	return become_clang(inv, diag, clang);
}

/* clang's preprocessor, and what caches have to know of the list. */
static int preprocess(struct hp_invocation *inv, struct hp_diag *diag, const char *clang)
{
	struct hp_session session;
	char *const *env = child_environment(inv, inv->any_own);
	bool done = hp_session_init(&session, inv, diag, clang, env) && hp_session_enter(&session, inv);
	return done ? hp_preprocess_run(&session) : 1;
}

/*
 * Whether a module interface would be compiled in two steps, which no single bitcode comes from. It is clang's then,
 * and so aloud: what the list names in it is not hot-patched.
 */
static bool is_in_two_steps(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang)
{
	enum { FIRST_IN_ONE = 22 };
	size_t i = 0;
	while (i < inv->input_count && !inv->inputs[i].interface)
		i++;
	if (i == inv->input_count ||
	    (!hp_invocation_last(inv, HP_OPT_FULL_MODULE) &&
	     hp_triple_version(inv, diag, clang, child_environment(inv, true)) >= FIRST_IN_ONE))
		return false;
	hp_note(diag,
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
		missing |= strcmp(inv->inputs[i].name, "-") != 0 && access(inv->inputs[i].name, F_OK) != 0;
	missing &= inv->input_count > 1;
	return (missing || hp_invocation_last(inv, HP_OPT_NO_ASSEMBLER)) &&
	       !hp_triple_accepts(inv, session->diag, session->clang, session->env);
}

static int compile(struct hp_invocation *inv, struct hp_diag *diag, const char *clang)
{
	struct hp_session session;
	open_standard_descriptors();
	if (!hp_session_init(&session, inv, diag, clang, child_environment(inv, true)))
		return 1;
	if (is_refused(&session))
		return become_clang(inv, diag, clang);
	if (!hp_session_open(&session, inv) || !hp_session_enter(&session, inv))
		return 1;
	if (!hp_session_wanted(&session)) {
		hp_verbose(diag, "no list of '%s' is for these sources: running '%s'",
		           inv->settings[HP_SET_CONFIG].value, clang);
		return become_clang(inv, diag, clang);
	}
	if (is_in_two_steps(inv, diag, clang))
		return become_clang(inv, diag, clang);
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

/* Source: llvm/lib/Support/Unix/Process.inc, getColumns. */
static int count_columns(void)
{
	const char *text = getenv("COLUMNS");
	struct winsize size;
	long columns = text ? strtol(text, NULL, 10) : 0;
	if (columns > 0)
		return columns < INT_MAX ? (int)columns : INT_MAX;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static bool understand(struct hp_invocation *inv, struct hp_diag *diag)
{
	hp_invocation_parse(inv, inv->given, inv->given_count);
	if (!inv->help && !hp_configure(inv, diag))
		return false;
	set_up_diag(diag, inv);
	return true;
}

/* Lists that clang would find by itself, also where the command line alone holds nothing for hpcc. */
static bool take_found(struct hp_invocation *inv, struct hp_diag *diag, const char *clang)
{
	if (!hp_found_suspected(inv->arena, clang, inv->args ? inv->argv : inv->given))
		return true;
	return (inv->args || understand(inv, diag)) && hp_found_add(inv, diag, clang, child_environment(inv, true));
}

static int run(struct hp_arena *arena, struct hp_diag *diag, int argc, char **argv)
{
	struct hp_invocation inv;
	hp_invocation_init(&inv, arena, argc ? argv[0] : "hpcc");
	diag->program = inv.program;
	if (is_set("HPCC_DEPTH")) {
		hp_error(diag, "hpcc was found as its own clang: name the real one with --hpcc-clang= or HPCC_CLANG");
		return 1;
	}
	inv.given = (const char *const *)(const void *)(argc ? argv + 1 : argv);
	inv.given_count = argc ? (size_t)argc - 1 : 0;
	if (!is_plain(argc ? argv + 1 : argv) && !understand(&inv, diag))
		return 1;
	if (inv.help) {
		const char *text = hp_help_text(arena);
		return hp_os_write_all(STDOUT_FILENO, text, strlen(text)) ? 0 : 1;
	}
	if (inv.inline_list)
		return print_inline_list(&inv, diag);
	if (inv.print_config)
		return hp_configure_print(&inv, diag);
	const char *clang = hp_toolchain_clang(arena, diag, &inv.settings[HP_SET_CLANG]);
	if (!clang || !take_found(&inv, diag, clang))
		return 1;
	if (inv.args && hp_invocation_last(&inv, HP_OPT_VERSION))
		return print_after_clang(&inv, diag, clang, "hpcc " HPCC_VERSION " (LLVM 22)\n");
	if (inv.args && wants_help(&inv))
		return print_after_clang(&inv, diag, clang, hp_arena_printf(arena, "\n%s", hp_help_text(arena)));
	if (!inv.list_count && !hp_setting_is_on(&inv.settings[HP_SET_ANNOTATIONS]))
		return run_without_list(&inv, diag, clang);
	const char *reason = hp_bypass_reason(&inv);
	if (reason) {
		hp_verbose(diag, "the function list does not apply, %s: running '%s'", reason, clang);
		if (hp_bypass_loses(&inv) && !hp_invocation_last(&inv, HP_OPT_DRY_RUN))
			hp_note(diag, "'%s' is compiled without its function list: %s", first_source(&inv), reason);
		return hp_preprocess_applies(&inv) ? preprocess(&inv, diag, clang) : become_clang(&inv, diag, clang);
	}
	inv.terminal = isatty(STDERR_FILENO) != 0;
	inv.columns = inv.terminal ? count_columns() : 0;
	diag->colour = inv.terminal;
	return compile(&inv, diag, clang);
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
