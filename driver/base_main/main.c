/*
 * hpcc-base: writes the description of a shipped image, and answers questions from one.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "base_main/arguments.h"
#include "base_main/ask.h"
#include "base_main/text.h"
#include "base_main/write.h"
#include "image/base.h"
#include "run/signals.h"
#include "run/temporary.h"

#include <stdio.h>

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

enum { STATUS_FAILED = 1 };

static int ask(struct hp_arena *arena, struct hp_diag *diag, const struct hp_base_options *options, const char *path)
{
	struct hp_base *base = hp_base_open(arena, diag, path);
	int status = STATUS_FAILED;
	if (!base)
		return status;
	if (options->command == HP_BASE_SHOW)
		status = hp_base_show(arena, base, options->json);
	else if (options->command == HP_BASE_FIND)
		status = hp_base_find_names(arena, diag, base, &options->names, options->module, options->json);
	else
		status = hp_base_check(arena, base, options->json);
	hp_base_close(base);
	return status;
}

/* Whether the file is an image: it starts with "MZ". */
static bool is_image(const char *path)
{
	char start[2] = {0};
	FILE *file = fopen(path, "rb");
	bool image = file && fread(start, 1, 2, file) == 2 && start[0] == 'M' && start[1] == 'Z';
	if (file)
		fclose(file);
	return image;
}

/* Checks an image by a description that is removed again. */
static int check_image(struct hp_arena *arena, struct hp_diag *diag, const struct hp_base_options *options)
{
	const char *folder = hp_temporary_private(arena, diag, "hpcc-base"), *path;
	int status = STATUS_FAILED;
	if (!folder)
		return status;
	path = hp_arena_printf(arena, "%s/base", folder);
	hp_signals_add_path(path);
	if (hp_base_describe(arena, diag, options, path))
		status = ask(arena, diag, options, path);
	hp_signals_clean_path(path);
	hp_signals_clean_path(folder);
	return status;
}

static int run(struct hp_arena *arena, struct hp_diag *diag, const struct hp_base_options *options)
{
	if (options->command == HP_BASE_WRITE)
		return hp_base_describe(arena, diag, options, options->output) ? 0 : STATUS_FAILED;
	if (options->command == HP_BASE_CHECK && is_image(options->file))
		return check_image(arena, diag, options);
	return ask(arena, diag, options, options->file);
}

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_base_options options;
	int status = STATUS_FAILED;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc-base", NULL);
	diag.colour = hp_os_is_terminal(HP_STREAM_ERR);
	hp_signals_init();
	if (hp_base_options_parse(&options, &arena, &diag, argc ? argv + 1 : argv)) {
		if (options.help)
			status = hp_base_print(hp_base_options_help(&arena)) ? 0 : STATUS_FAILED;
		else if (options.version)
			status = hp_base_print("hpcc-base " HPCC_VERSION " (LLVM 22)\n") ? 0 : STATUS_FAILED;
		else
			status = run(&arena, &diag, &options);
	}
	hp_arena_fini(&arena);
	return status;
}
