/*
 * Steps: whether their output is shown.
 */
#include "run/step.h"

#include "base/diag.h"
#include "base/os_stream.h"
#include "run/exec.h"

int hp_step_run(struct hp_arena *arena, struct hp_diag *diag, char *const *argv, char *const *env, bool loud)
{
	struct hp_child_io io = {.env = env, .in = HP_IO_NULL, .out = HP_STREAM_ERR, .err = HP_IO_OURS};
	int status = 1;
	if (loud || hp_os_is_terminal(HP_STREAM_ERR)) {
		hp_exec_run(diag, argv, &io, &status);
		return status;
	}
	const char *text = hp_exec_capture(arena, diag, argv, &io, HP_STREAM_OUT, &status);
	if (status && text)
		hp_diag_write(text);
	return status;
}
