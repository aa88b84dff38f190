/*
 * hpcc-load: applies patches to a running process from outside. Decides the order of a command's steps and what is
 * said of each patch.
 */
#include "loader/windows/options.h"
#include "loader/windows/say.h"
#include "loader/windows/target.h"
#include "loader/windows/text.h"

#include <psapi.h>

static enum hpl_result run_step(struct hpl_windows *windows, const struct hpl_options *options,
                                const struct hpl_verb *verb, const wchar_t *word)
{
	static wchar_t path[HPL_STEP_PATH];
	struct hpl_reason reason;
	enum hpl_result result = HPL_NO_PATCH;
	hpl_reason_start(&reason);
	bool named = hpl_step_path(word, path);
	if (named)
		result =
		    hpl_step_run(windows, options->dry_run ? verb->dry : verb->step, path, &options->rules, &reason);
	else
		hpl_reason_add(&reason, "its path cannot be made absolute");
	hpl_say_result(options, windows, verb->name, named ? path : word, result, &reason);
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
		while (verb->takes_back && !options->dry_run && i-- > 0)
			run_step(windows, options, &undo, options->patches[i]);
		return 1;
	}
	return 0;
}

static int list_patches(const struct hpl_options *options, struct hpl_windows *windows)
{
	static const char *const states[] = {"loaded", "taken back", "applied"};
	const struct hpl_process process = hpl_windows_process(windows);
	static wchar_t path[HPL_STEP_PATH];
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
		hpl_say_state(options, windows, path, head.kept[0] < 3 ? states[head.kept[0]] : "unknown");
	}
	return 0;
}

/* Each process by itself: one that refuses does not hold up the others. */
static int run_processes(const struct hpl_options *options)
{
	static DWORD ids[HPL_TARGETS];
	struct hpl_windows windows;
	size_t count = hpl_target_find(options, ids);
	int status = count == 0;
	for (size_t i = 0; i < count; i++) {
		if (!hpl_target_open(&windows, ids[i])) {
			status = 1;
			continue;
		}
		status |= options->verb->lists ? list_patches(options, &windows) : run_patches(options, &windows);
		hpl_windows_close(&windows);
	}
	return status;
}

/* A program that cannot have all patches does not run at all. */
static int run_program(const struct hpl_options *options)
{
	struct hpl_windows windows;
	PROCESS_INFORMATION started;
	DWORD status = 1;
	if (!hpl_target_start(&windows, options->program, &started))
		return 1;
	bool failed = run_patches(options, &windows) != 0;
	if (failed || options->dry_run || ResumeThread(started.hThread) == (DWORD)-1)
		TerminateProcess(started.hProcess, failed);
	WaitForSingleObject(started.hProcess, INFINITE);
	GetExitCodeProcess(started.hProcess, &status);
	CloseHandle(started.hThread);
	CloseHandle(started.hProcess);
	hpl_windows_close(&windows);
	return (int)status;
}

void hpl_load_start(void);

void hpl_load_start(void)
{
	struct hpl_options options;
	size_t count;
	int status = 1;
	wchar_t **words = hpl_text_arguments(&count);
	if (words && hpl_options_parse(&options, words + (count != 0), &status))
		status = options.verb->starts ? run_program(&options) : run_processes(&options);
	ExitProcess((UINT)status);
}
