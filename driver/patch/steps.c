/*
 * The steps. Decides what each program is asked for, and what of the results is handed on.
 */
#include "patch/steps.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "config/diff_report.h"
#include "config/replay_report.h"
#include "files/commit.h"
#include "files/path.h"
#include "run/exec.h"
#include "run/step.h"
#include "run/toolchain.h"

#include <inttypes.h>
#include <string.h>

static struct hp_strvec program(const struct hp_patch_work *work, const char *name)
{
	struct hp_strvec argv;
	hp_strvec_init(&argv, work->arena);
	hp_strvec_pushf(&argv, "%s/%s", hp_path_folder(work->arena, hp_os_self_path(work->arena)), name);
	return argv;
}

static void push_value(struct hp_strvec *argv, const char *option, const char *value)
{
	if (value)
		hp_strvec_pushf(argv, "%s=%s", option, value);
}

static void push_values(struct hp_strvec *argv, const char *option, const struct hp_strvec *values)
{
	for (size_t i = 0; i < values->count; i++)
		push_value(argv, option, values->items[i]);
}

static void say_command(const struct hp_patch_work *work, const struct hp_strvec *argv)
{
	struct hp_strvec line;
	if (!work->options->verbose)
		return;
	hp_strvec_init(&line, work->arena);
	for (size_t i = 0; i < argv->count; i++)
		hp_strvec_pushf(&line, "%s%s", i ? " " : "", hp_text_shown(work->arena, argv->items[i]));
	hp_note(work->diag, "%s", hp_strvec_join(&line));
}

static int run(const struct hp_patch_work *work, const struct hp_strvec *argv)
{
	say_command(work, argv);
	return hp_step_run(work->arena, work->diag, hp_strvec_argv(argv), hp_os_environment(),
	                   work->options->verbose);
}

/* hpcc-diff's output is ours. */
static int run_diff(const struct hp_patch_work *work, const struct hp_strvec *argv)
{
	struct hp_child_io io = {
	    .env = hp_os_environment(), .in = HP_IO_NULL, .out = HP_STREAM_OUT, .err = HP_IO_OURS};
	int status = 1;
	say_command(work, argv);
	hp_exec_run(work->diag, hp_strvec_argv(argv), &io, &status);
	return status;
}

static const char *in_output(const struct hp_patch_work *work, const char *name)
{
	return hp_arena_printf(work->arena, "%s/%s", work->output, name);
}

static bool is_image(const char *path)
{
	size_t length = strlen(path);
	return length > 4 &&
	       (hp_is_in_any_case(path + length - 4, ".exe") || hp_is_in_any_case(path + length - 4, ".dll"));
}

/* The one image in the base build's folder. NULL after a report. */
static const char *find_image(const struct hp_patch_work *work)
{
	struct hp_strvec names;
	const char *folder = work->options->database, *found = NULL, *other = NULL;
	if (!hp_os_is_folder(folder))
		folder = hp_path_folder(work->arena, folder);
	hp_strvec_init(&names, work->arena);
	hp_os_list_folder(&names, folder);
	for (size_t i = 0; i < names.count; i++) {
		if (!is_image(names.items[i]))
			continue;
		other = found;
		found = names.items[i];
		if (other)
			break;
	}
	if (found && !other)
		return hp_arena_printf(work->arena, "%s/%s", folder, found);
	if (other)
		hp_error(work->diag, "'%s' has several images, '%s' and '%s' among them: name one with --image=FILE",
		         folder, found, other);
	else
		hp_error(work->diag, "'%s' has no image: name the shipped one with --image=FILE", folder);
	return NULL;
}

/* What the description is made of, as a text: the image and its PDB, by their sizes and times. */
static const char *state_of(const struct hp_patch_work *work, const char *image)
{
	uint64_t hash = hp_toolchain_hash(HP_HASH_START, image);
	hash = hp_toolchain_hash(hash, hp_path_with_extension(work->arena, image, ".pdb"));
	return hp_arena_printf(work->arena, "%016" PRIx64 "\n", hash);
}

static bool has_text(const struct hp_patch_work *work, const char *path, const char *text)
{
	size_t size = 0;
	const char *found = hp_os_read_file(work->arena, path, &size);
	return found && strcmp(found, text) == 0;
}

bool hp_patch_describe(struct hp_patch_work *work)
{
	const struct hp_patch_options *options = work->options;
	work->base = options->base;
	if (work->base)
		return true;
	const char *image = options->image ? options->image : find_image(work);
	if (!image)
		return false;
	work->base = in_output(work, hp_path_with_extension(work->arena, hp_path_base(image), ".hpbase"));
	const char *mark = in_output(work, ".hpcc-patch/image.txt"), *state = state_of(work, image);
	if (hp_os_is_file(work->base) && has_text(work, mark, state))
		return true; /* a new one would make everything be compiled again */
	struct hp_strvec argv = program(work, "hpcc-base");
	hp_strvec_push(&argv, image);
	hp_strvec_push(&argv, "-o");
	hp_strvec_push(&argv, work->base);
	return hp_commit_folder(work->arena, work->diag, in_output(work, ".hpcc-patch")) && run(work, &argv) == 0 &&
	       hp_commit_text(work->arena, work->diag, mark, state);
}

/* Reads where the fix's texts are. */
static bool read_overlay(struct hp_patch_work *work)
{
	const char *overlay = hp_diff_document_overlay(work->arena, work->diag, in_output(work, "report.json"));
	work->overlay = overlay && *overlay ? overlay : NULL;
	return overlay != NULL;
}

int hp_patch_compare(struct hp_patch_work *work)
{
	const struct hp_patch_options *options = work->options;
	struct hp_strvec argv = program(work, "hpcc-diff");
	push_value(&argv, "--build", options->database);
	push_value(&argv, "--from", options->revision);
	push_values(&argv, "--patch", &options->patches);
	push_value(&argv, "--source", options->tree);
	push_value(&argv, "--hpcc-base", work->base);
	push_values(&argv, "--path-map", &options->maps);
	push_values(&argv, "--allow", &options->allowed);
	push_value(&argv, "--clang", options->clang);
	push_value(&argv, "--jobs", options->jobs);
	push_value(&argv, "--output", work->output);
	if (options->verbose)
		hp_strvec_push(&argv, "--verbose");
	int status = run_diff(work, &argv);
	return status == 0 && !read_overlay(work) ? 1 : status;
}

static void push_overlay(const struct hp_patch_work *work, struct hp_strvec *argv)
{
	const char *words[] = {"-Xclang", "-ivfsoverlay", "-Xclang", work->overlay};
	for (size_t i = 0; work->overlay && i < sizeof words / sizeof *words; i++)
		push_value(argv, "--extra-arg", words[i]);
}

/* The image that hpcc-replay's report names. */
static bool read_image(struct hp_patch_work *work, const char *path)
{
	struct hp_replay_report report;
	bool done = hp_replay_report_read(&report, work->arena, work->diag, path);
	work->image = report.image;
	return done;
}

bool hp_patch_compile(struct hp_patch_work *work)
{
	const struct hp_patch_options *options = work->options;
	const char *report = in_output(work, ".hpcc-patch/replay.json");
	struct hp_strvec argv = program(work, "hpcc-replay");
	push_value(&argv, "--build", options->database);
	push_value(&argv, "--hpcc-base", work->base);
	push_value(&argv, "--functions-file", in_output(work, "functions.txt"));
	push_value(&argv, "--output", in_output(work, ".hpcc-patch/objects"));
	push_value(&argv, "--report", report);
	push_values(&argv, "--path-map", &options->maps);
	push_values(&argv, "--library", &options->libraries);
	push_value(&argv, "--clang", options->clang);
	push_value(&argv, "--jobs", options->jobs);
	hp_strvec_push(&argv, "--link");
	push_overlay(work, &argv);
	return hp_commit_folder(work->arena, work->diag, in_output(work, ".hpcc-patch")) && run(work, &argv) == 0 &&
	       read_image(work, report);
}

/* Adds a copy of a file to the outputs. */
static bool add_copy(struct hp_patch_work *work, struct hp_commit *outputs, const char *from, int *stream)
{
	*stream = hp_os_open(from, HP_OPEN_READ);
	if (*stream < 0)
		hp_error(work->diag, "cannot read '%s':", from);
	return *stream >= 0 && hp_commit_add(outputs, in_output(work, hp_path_base(from)), *stream);
}

bool hp_patch_place(struct hp_patch_work *work)
{
	struct hp_commit outputs = {.arena = work->arena, .diag = work->diag};
	int image = -1, pdb = -1;
	bool done = add_copy(work, &outputs, work->image, &image) &&
	            add_copy(work, &outputs, hp_path_with_extension(work->arena, work->image, ".pdb"), &pdb) &&
	            hp_commit_place(&outputs);
	if (done)
		hp_commit_keep(&outputs);
	else
		hp_commit_abort(&outputs);
	hp_os_close(&image);
	hp_os_close(&pdb);
	return done;
}
