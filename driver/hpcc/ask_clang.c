/*
 * Asking clang. Decides how it is asked; not what follows from the answer.
 */
#include "hpcc/ask_clang.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "cmdline/invocation.h"
#include "hpcc/command.h"
#include "run/exec.h"

#include <stdlib.h>
#include <string.h>

/* The first line of the answer, "" if it is empty; NULL if clang fails. */
static const char *ask(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang, char *const *env,
                       const char *question)
{
	struct hp_strvec argv;
	int status;
	hp_strvec_init(&argv, inv->arena);
	hp_command_question(&argv, inv, clang, question);
	if (!hp_command_fit(&argv, inv, diag))
		return NULL;
	/* What clang has to say of the command line it says when it runs. */
	struct hp_child_io io = {.env = env, .in = HP_IO_OURS, .err = HP_IO_NULL};
	char *text = hp_exec_capture(inv->arena, diag, hp_strvec_argv(&argv), &io, HP_STREAM_OUT, &status);
	if (!text || status)
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

const char *hp_ask_clang_messages(const struct hp_invocation *inv, struct hp_diag *diag, struct hp_strvec *argv,
                                  char *const *env, int *status)
{
	*status = 1;
	if (!hp_command_fit(argv, inv, diag))
		return NULL;
	struct hp_child_io io = {.env = env, .in = HP_IO_OURS, .out = HP_IO_OURS};
	return hp_exec_capture(inv->arena, diag, hp_strvec_argv(argv), &io, HP_STREAM_ERR, status);
}

const char *hp_ask_clang_triple(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang,
                                char *const *env)
{
	const char *answer = ask(inv, diag, clang, env, "-print-effective-triple");
	return answer && *answer ? answer : NULL;
}

bool hp_ask_clang_accepts(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang, char *const *env)
{
	return ask(inv, diag, clang, env, "-###") != NULL;
}

unsigned long hp_ask_clang_version(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang,
                                   char *const *env)
{
	const char *answer = ask(inv, diag, clang, env, "-dumpversion");
	return answer ? strtoul(answer, NULL, 10) : 0;
}
