/*
 * Plays a scenario in this Windows process, with real threads.
 *
 * usage: play.exe FOLDER STEPS; the exit status is steps_status.
 */
#include "loader/windows/process.h"
#include "play.h"
#include "process.h"

#include <stdio.h>
#include <windows.h>

typedef int32_t (*function)(int32_t, int32_t, int32_t, int32_t);

struct windows {
	struct play play; /* first, so that a pointer to it is one to this */
	struct process process;
	struct hpl_windows own;
	HMODULE program;
	HANDLE thread;
};

static HMODULE load_image(const char *path)
{
	char windows_path[PLAY_PATH]; /* its folder is searched only if it has backslashes */
	snprintf(windows_path, sizeof windows_path, "%s", path);
	for (char *c = windows_path; *c; c++)
		if (*c == '/')
			*c = '\\';
	HMODULE module = LoadLibraryExA(windows_path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
	if (!module)
		printf("%s: cannot load: error %lu\n", path, GetLastError());
	return module;
}

static enum steps_status load(void *self, const char *image)
{
	struct windows *stage = self;
	char path[PLAY_PATH];
	play_path(&stage->play, image, path);
	stage->program = load_image(path);
	stage->play.base = (uint64_t)(uintptr_t)stage->program;
	return stage->program ? STEPS_PASS : STEPS_UNUSABLE;
}

static uint64_t load_patch(struct play *play, const char *path)
{
	(void)play;
	return (uint64_t)(uintptr_t)load_image(path);
}

static enum steps_status call(void *self, const char *name, const int32_t args[STEPS_ARGS], unsigned count,
                              int32_t *result)
{
	struct windows *stage = self;
	function code = (function)(void *)GetProcAddress(stage->program, name);
	(void)count;
	if (!code)
		return STEPS_UNUSABLE;
	*result = code(args[0], args[1], args[2], args[3]);
	return STEPS_PASS;
}

static enum steps_status patch(void *self, unsigned number, const char **reason)
{
	return play_patch(self, number, load_patch, reason);
}

static enum steps_status undo(void *self, unsigned number, const char **reason)
{
	return play_undo(self, number, reason);
}

static DWORD WINAPI body(void *code)
{
	return (DWORD)((function)code)(0, 0, 0, 0);
}

static enum steps_status start(void *self, const char *name)
{
	struct windows *stage = self;
	void *code = (void *)GetProcAddress(stage->program, name);
	stage->thread = code ? CreateThread(NULL, 0, body, code, 0, NULL) : NULL;
	return stage->thread ? STEPS_PASS : STEPS_UNUSABLE;
}

static enum steps_status join(void *self, int32_t *result)
{
	struct windows *stage = self;
	DWORD value = 0;
	if (!stage->thread || WaitForSingleObject(stage->thread, 60000) != WAIT_OBJECT_0)
		return STEPS_WRONG;
	GetExitCodeThread(stage->thread, &value);
	CloseHandle(stage->thread);
	stage->thread = NULL;
	*result = (int32_t)value;
	return STEPS_PASS;
}

static enum steps_status consistency(void *self, const char *word)
{
	return play_consistency(self, word);
}

int main(int argc, char **argv)
{
	static struct windows windows;
	if (argc != 3) {
		fprintf(stderr, "usage: play.exe FOLDER STEPS\n");
		return STEPS_UNUSABLE;
	}
	process_end_on_crash(STEPS_CRASH);
	windows.play.folder = argv[1];
	windows.play.consistency = HPL_CONSISTENCY_IP;
	windows.play.memory = process_memory(&windows.process);
	hpl_windows_own(&windows.own);
	windows.play.process = hpl_windows_process(&windows.own);
	struct stage stage = {&windows, load, call, patch, undo, start, join, consistency, NULL};
	enum steps_status status = steps_run(&stage, argv[2]);
	fflush(stdout);
	play_close(&windows.play);
	return (int)status;
}
