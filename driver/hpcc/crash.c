/*
 * Crash reproducers. Decides whether one is wanted, where it goes and what is in it.
 *
 * The back end needs no clang and no headers to crash once more: bitcode, clang's cc1 line and the list are enough.
 */
#include "hpcc/crash.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "cmdline/invocation.h"
#include "cmdline/variables.h"
#include "files/commit.h"
#include "hpcc/command.h"
#include "hpcc/read_once.h"
#include "hpcc/session.h"
#include "hpcc/unit.h"
#include "run/signals.h"
#include "run/temporary.h"

#include <string.h>

/* Files of the folder, by the descriptors that the script gives the back end: shells know one digit. */
static const struct {
	enum hp_fd fd;
	int number;
	char sign; /* how the shell opens it */
	const char *name;
} files[] = {
    {HP_FD_BITCODE, 3, '<', "input.bc"},
    {HP_FD_CC1, 4, '<', "cc1.txt"},
    {HP_FD_GO, 5, '<', "go"},
    {HP_FD_FUNCTIONS, 6, '<', "functions.txt"},
    {HP_FD_OBJECT, 7, '>', "output.obj"},
    {HP_FD_ASSEMBLY, 8, '>', "output.s"},
    {HP_FD_REPORT, 9, '>', "report.json"},
};

enum { FILES = sizeof files / sizeof *files };

/* Source: clang/lib/Driver/Driver.cpp, generateCompilationDiagnostics, and the options' aliases. */
static bool is_wanted(const struct hp_invocation *inv)
{
	const struct hp_arg *arg = hp_invocation_last(inv, HP_OPT_REPRODUCER);
	const char *text = arg ? arg->pieces[0].text : "", *value = strchr(text, '=');
	return strcmp(text, "-fno-crash-diagnostics") != 0 && !(value && strcmp(value, "=off") == 0);
}

/* As a pattern; NULL after a report. clang, too, makes the folder that is named. */
static char *folder_name(const struct hp_invocation *inv, struct hp_diag *diag)
{
	const struct hp_arg *named = hp_invocation_last(inv, HP_OPT_CRASH_FOLDER);
	const char *base = named && named->value && *named->value ? named->value : NULL;
	if (!base)
		base = hp_variable("CLANG_CRASH_DIAGNOSTICS_DIR");
	if (!base)
		base = hp_os_temporary_folder();
	if (!hp_commit_folder(inv->arena, diag, base))
		return NULL;
	return hp_arena_printf(inv->arena, "%s/hpcc-crash-XXXXXX", base);
}

/* The word as a shell reads it. */
static const char *quoted(struct hp_arena *arena, const char *word)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	for (const char *end; (end = strchr(word, '\'')); word = end + 1)
		hp_strvec_pushf(&out, "%.*s'\\''", (int)(end - word), word);
	hp_strvec_push(&out, word);
	return hp_arena_printf(arena, "'%s'", hp_strvec_join(&out));
}

/* The user's command, in comments. */
static void push_command(struct hp_strvec *out, const struct hp_invocation *inv)
{
	hp_strvec_pushf(out, "# %s", inv->program);
	for (size_t i = 0; i < inv->given_count; i++) {
		const char *word = quoted(inv->arena, inv->given[i]);
		hp_strvec_push(out, " ");
		for (const char *end; (end = strchr(word, '\n')); word = end + 1)
			hp_strvec_pushf(out, "%.*s\n# ", (int)(end - word), word);
		hp_strvec_push(out, word);
	}
	hp_strvec_push(out, "\n");
}

static const char *script(struct hp_unit *unit)
{
	struct hp_arena *arena = unit->session->arena;
	struct hp_unit again = *unit;
	struct hp_strvec out, argv;
	for (size_t fd = 0; fd < HP_FD_COUNT; fd++)
		again.fds[fd] = -1;
	for (size_t i = 0; i < FILES; i++)
		if (unit->fds[files[i].fd] >= 0 || files[i].sign == '<')
			again.fds[files[i].fd] = files[i].number;
	hp_strvec_init(&argv, arena);
	hp_command_backend(&argv, &again, "all");
	hp_strvec_init(&out, arena);
	hp_strvec_push(&out, "#!/bin/sh\n# Runs the back end once more on what it was given by\n");
	push_command(&out, unit->session->inv);
	hp_strvec_push(&out, "here=$(dirname \"$0\")\nexec");
	for (size_t i = 0; i < argv.count; i++)
		hp_strvec_pushf(&out, " %s", quoted(arena, argv.items[i]));
	for (size_t i = 0; i < FILES; i++)
		if (again.fds[files[i].fd] >= 0)
			hp_strvec_pushf(&out, " %d%c\"$here/%s\"", files[i].number, files[i].sign, files[i].name);
	hp_strvec_push(&out, "\n");
	return hp_strvec_join(&out);
}

static const char *path_of(struct hp_unit *unit, const char *folder, const char *name)
{
	return hp_arena_printf(unit->session->arena, "%s/%s", folder, name);
}

static bool fill(struct hp_unit *unit, int bitcode, const char *folder)
{
	struct hp_session *session = unit->session;
	struct hp_commit commit = {.arena = session->arena, .diag = session->diag};
	const int from[] = {bitcode, unit->fds[HP_FD_CC1], unit->fds[HP_FD_FUNCTIONS]};
	const char *const names[] = {"input.bc", "cc1.txt", "functions.txt"};
	bool done = true;
	for (size_t i = 0; done && i < sizeof from / sizeof *from; i++)
		done = hp_commit_add(&commit, path_of(unit, folder, names[i]), from[i]);
	done = done && hp_commit_place(&commit) &&
	       hp_commit_text(session->arena, session->diag, path_of(unit, folder, "go"), "+") &&
	       hp_commit_text(session->arena, session->diag, path_of(unit, folder, "run.sh"), script(unit));
	if (done)
		hp_commit_keep(&commit);
	else
		hp_commit_abort(&commit);
	return done;
}

void hp_crash_keep(struct hp_unit *unit)
{
	struct hp_session *session = unit->session;
	int bitcode = -1;
	if (!is_wanted(session->inv) || hp_read_once_is_pipe(session->inv->inputs[unit->index].name) ||
	    (bitcode = hp_unit_read_again(unit)) < 0)
		return;
	char *folder = folder_name(session->inv, session->diag);
	hp_signals_hold(); /* all of it or nothing */
	bool made = folder && hp_temporary_folder(folder), done = made && fill(unit, bitcode, folder);
	if (done) {
		hp_signals_remove_path(folder);
	} else if (made) {
		hp_signals_clean_path(path_of(unit, folder, "go"));
		hp_signals_clean_path(folder);
	}
	hp_signals_release();
	hp_os_close(&bitcode);
	if (done)
		hp_note(
		    session->diag,
		    "what the back end was given is in '%s', with 'run.sh', which runs it again: please report it",
		    folder);
	else if (folder && !made)
		hp_note(session->diag, "cannot make a folder '%s' for what the back end was given:", folder);
}
