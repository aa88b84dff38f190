/*
 * hpcc-patch: from a fix to a patch image. Decides the order of the steps and what ends them.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "files/commit.h"
#include "files/path.h"
#include "patch/arguments.h"
#include "patch/steps.h"
#include "run/signals.h"

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

enum { STATUS_FAILED = 1 };

static bool open_output(struct hp_patch_work *work)
{
	const char *here = hp_os_current_folder(work->arena);
	if (!here) {
		hp_error(work->diag, "cannot read the current folder:");
		return false;
	}
	work->output = hp_path_join(work->arena, here, work->options->output);
	return hp_commit_folder(work->arena, work->diag, work->output);
}

/* Patch images of earlier runs would pass for this fix's. */
static void remove_old(const struct hp_patch_work *work)
{
	struct hp_strvec names;
	static const char *const ends[] = {".patch.dll", ".patch.pdb"};
	hp_strvec_init(&names, work->arena);
	hp_os_list_folder(&names, work->output);
	for (size_t i = 0; i < names.count; i++)
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
			if (hp_ends_with(names.items[i], ends[k]))
				hp_os_remove_file(
				    hp_arena_printf(work->arena, "%s/%s", work->output, names.items[i]));
}

static int run(struct hp_patch_work *work)
{
	if (!open_output(work))
		return STATUS_FAILED;
	remove_old(work);
	if (!hp_patch_describe(work))
		return STATUS_FAILED;
	int status = hp_patch_compare(work);
	if (status || work->options->check_only)
		return status;
	if (!hp_patch_compile(work) || !hp_patch_place(work))
		return STATUS_FAILED;
	const char *path = hp_arena_printf(work->arena, "%s/%s", work->output, hp_path_base(work->image));
	const char *text = hp_arena_printf(work->arena, "patch image: %s\n", hp_text_shown(work->arena, path));
	return hp_os_write_text(HP_STREAM_OUT, text) ? 0 : STATUS_FAILED;
}

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_patch_options options;
	int status = STATUS_FAILED;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc-patch", NULL);
	diag.colour = hp_os_is_terminal(HP_STREAM_ERR);
	hp_signals_init();
	if (hp_patch_options_parse(&options, &arena, &diag, argc ? argv + 1 : argv)) {
		struct hp_patch_work work = {.arena = &arena, .diag = &diag, .options = &options};
		if (options.help)
			status = hp_os_write_text(HP_STREAM_OUT, hp_patch_options_help(&arena)) ? 0 : STATUS_FAILED;
		else if (options.version)
			status = hp_os_write_text(HP_STREAM_OUT, "hpcc-patch " HPCC_VERSION " (LLVM 22)\n")
			             ? 0
			             : STATUS_FAILED;
		else
			status = run(&work);
	}
	hp_signals_clean();
	hp_arena_fini(&arena);
	return status;
}
