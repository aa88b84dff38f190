/*
 * Asking clang. Decides how it is asked; not what follows from the answer.
 */
#define _GNU_SOURCE
#include "hpcc/ask_clang.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "cmdline/invocation.h"
#include "hpcc/command.h"
#include "run/exec.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first line of what the child wrote. */
static const char *first_line(struct hp_arena *arena, int fd)
{
	size_t size;
	char *text = lseek(fd, 0, SEEK_SET) == 0 ? hp_os_read_all(arena, fd, &size) : NULL;
	if (!text)
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

/* The first line of the answer, "" if it is empty; NULL if clang fails. */
static const char *ask(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang, char *const *env,
                       const char *question)
{
	const char *answer = NULL;
	struct hp_strvec argv;
	hp_strvec_init(&argv, inv->arena);
	hp_command_question(&argv, inv, clang, question);
	if (!hp_command_fit(&argv, inv, diag))
		return NULL;
	/* What clang has to say of the command line it says when it runs. */
	struct hp_child_io io = {.env = env, .in = -1, .out = hp_os_open_memory("answer")};
	io.err = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (io.out < 0 || io.err < 0) {
		hp_error(diag, "cannot make a memory file:");
	} else {
		pid_t pid = hp_exec_spawn(diag, hp_strvec_argv(&argv), &io);
		if (pid >= 0 && hp_exec_status(hp_exec_wait(pid)) == 0)
			answer = first_line(inv->arena, io.out);
	}
	if (io.out >= 0)
		close(io.out);
	if (io.err >= 0)
		close(io.err);
	return answer;
}

const char *hp_ask_clang_messages(const struct hp_invocation *inv, struct hp_diag *diag, struct hp_strvec *argv,
                                  char *const *env, int *status)
{
	const char *text = NULL;
	size_t size;
	*status = 1;
	if (!hp_command_fit(argv, inv, diag))
		return NULL;
	struct hp_child_io io = {.env = env, .in = -1, .out = -1, .err = hp_os_open_memory("messages")};
	if (io.err < 0) {
		hp_error(diag, "cannot make a memory file:");
		return NULL;
	}
	pid_t pid = hp_exec_spawn(diag, hp_strvec_argv(argv), &io);
	if (pid >= 0) {
		*status = hp_exec_status(hp_exec_wait(pid));
		text = lseek(io.err, 0, SEEK_SET) == 0 ? hp_os_read_all(inv->arena, io.err, &size) : NULL;
		if (!text)
			hp_error(diag, "cannot read a memory file:");
	}
	close(io.err);
	return text;
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
