/*
 * hpcc-load: applies patches to a running process from outside. Decides the order of a command's steps and what is
 * said of each patch.
 */
#include "loader/windows/options.h"
#include "loader/windows/target.h"
#include "loader/windows/text.h"

#include <psapi.h>

/* "apply: f.patch.dll: done", or why not. */
static void say(const struct hpl_verb *verb, const wchar_t *path, enum hpl_result result,
                const struct hpl_reason *reason)
{
	char name[512];
	hpl_text_narrow(path, name, sizeof name);
	bool done = result == HPL_DONE, plain = done && !reason->length;
	const char *start = plain ? "" : done ? "hpcc-load: warning: " : "hpcc-load: error: ";
	hpl_text_print(plain ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE, start, verb->name, " '", name,
	               "': ", hpl_result_text(result), plain ? "" : ": ", reason->text, "\n", NULL);
}

static enum hpl_result run_step(struct hpl_windows *windows, const struct hpl_options *options,
                                const struct hpl_verb *verb, const wchar_t *word)
{
	static wchar_t path[HPL_STEP_PATH];
	struct hpl_reason reason;
	enum hpl_result result = HPL_NO_PATCH;
	hpl_reason_start(&reason);
	bool named = hpl_step_path(word, path);
	if (named)
		result = hpl_step_run(windows, verb->step, path, &options->rules, &reason);
	else
		hpl_reason_add(&reason, "its path cannot be made absolute");
	say(verb, named ? path : word, result, &reason);
	return result;
}

static int run_patches(const struct hpl_options *options, struct hpl_windows *windows)
{
	static const struct hpl_verb undo = {.name = "undo", .step = HPL_STEP_UNDO};
	const struct hpl_verb *verb = options->verb;
	for (size_t i = 0; i < options->count; i++) {
		size_t index = verb->is_backwards ? options->count - 1 - i : i;
		if (run_step(windows, options, verb, options->patches[index]) == HPL_DONE)
			continue;
		while (verb->takes_back && i-- > 0)
			run_step(windows, options, &undo, options->patches[i]);
		return 1;
	}
	return 0;
}

static int list_patches(struct hpl_windows *windows)
{
	static const char *const states[] = {"loaded", "taken back", "applied"};
	const struct hpl_process process = hpl_windows_process(windows);
	static wchar_t path[HPL_STEP_PATH];
	static char text[HPL_STEP_PATH];
	uint64_t start;
	for (unsigned i = 0; process.image(process.self, i, &start); i++) {
		struct hpl_image image;
		struct hpl_record head;
		bool end;
		if (!hpl_image_open(&image, &process, start) || !image.table ||
		    !hpl_image_record(&image, &process, 0, &head, &end) || end)
			continue;
		path[0] = 0;
		K32GetModuleFileNameExW(windows->process, (HMODULE)(uintptr_t)start, path, HPL_STEP_PATH);
		hpl_text_narrow(path, text, sizeof text);
		hpl_text_print(STD_OUTPUT_HANDLE, text, ": ", head.kept[0] < 3 ? states[head.kept[0]] : "unknown",
		               "\n", NULL);
	}
	return 0;
}

void hpl_load_start(void);

void hpl_load_start(void)
{
	struct hpl_options options;
	struct hpl_windows windows;
	size_t count;
	int status = 1;
	wchar_t **words = hpl_text_arguments(&count);
	if (!words || !hpl_options_parse(&options, words + (count != 0), &status))
		ExitProcess((UINT)status);
	if (!hpl_target_open(&windows, options.process))
		ExitProcess(1);
	status = options.verb->lists ? list_patches(&windows) : run_patches(&options, &windows);
	hpl_windows_close(&windows);
	ExitProcess((UINT)status);
}
