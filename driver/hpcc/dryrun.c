/*
 * -###: the commands of one input. Decides how the back end's is shown; clang shows its own.
 */
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
	struct hp_child_io io = {.env = unit->session->env, .in = HP_IO_OURS, .out = HP_IO_OURS, .err = HP_IO_OURS};
	int status;
	if (!hp_exec_run(unit->session->diag, hp_strvec_argv(&clang), &io, &status) || status)
		return status;
	place_empty_object(unit);
	struct hp_strvec line;
	hp_strvec_init(&line, arena);
	/* Source: llvm/lib/Support/Program.cpp, printArg. */
	for (size_t i = 0; i < backend.count; i++)
		hp_strvec_pushf(&line, " \"%s\"", hp_escaped(arena, backend.items[i], "\"\\$"));
	hp_strvec_push(&line, "\n");
	return hp_os_write_text(HP_STREAM_ERR, hp_strvec_join(&line)) ? 0 : 1;
}
