/*
 * -###: the commands of one input. Decides how the back end's is shown; clang shows its own.
 */
#define _GNU_SOURCE
#include "hpcc/dryrun.h"

#include "base/arena.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/outputs.h"
#include "hpcc/command.h"
#include "hpcc/session.h"
#include "hpcc/unit.h"
#include "run/exec.h"
#include "run/temporary.h"

#include <string.h>
#include <unistd.h>

/* -### with a link: clang insists that the objects it would link exist. Removed by hp_signals_clean. */
static void place_empty_object(struct hp_unit *unit)
{
	const char *object = unit->outputs->object;
	if (hp_outputs_goal(unit->session->inv) != HP_GOAL_LINK)
		return;
	hp_temporary_empty(object);
}

int hp_dryrun(struct hp_unit *unit)
{
	struct hp_strvec clang, backend;
	struct hp_arena *arena = unit->session->arena;
	hp_strvec_init(&clang, arena);
	hp_strvec_init(&backend, arena);
	hp_command_clang(&clang, unit);
	hp_command_backend(&backend, unit, "all");
	struct hp_child_io io = {.env = unit->session->env, .in = -1, .out = -1, .err = -1};
	pid_t pid = hp_exec_spawn(unit->session->diag, hp_strvec_argv(&clang), &io);
	int status = pid < 0 ? 1 : hp_exec_status(hp_exec_wait(pid));
	if (status)
		return status;
	place_empty_object(unit);
	struct hp_strvec line;
	hp_strvec_init(&line, arena);
	/* Source: llvm/lib/Support/Program.cpp, printArg. */
	for (size_t i = 0; i < backend.count; i++)
		hp_strvec_pushf(&line, " \"%s\"", hp_escaped(arena, backend.items[i], "\"\\$"));
	hp_strvec_push(&line, "\n");
	const char *text = hp_strvec_join(&line);
	return hp_os_write_all(STDERR_FILENO, text, strlen(text)) ? 0 : 1;
}
