/*
 * hpcc-load: applies patches to a running process from outside. Decides the order of a command's steps and what is
 * said of each patch.
 */
#include "loader/patch.h"
#include "loader/windows/place.h"
#include "loader/windows/process.h"
#include "loader/windows/text.h"

#include <psapi.h>

#include <tlhelp32.h>

enum { LONGEST = 4096, MISUSED = 2 };

static const char usage[] =
    "usage: hpcc-load check|apply|undo -p PROCESS PATCH...\n"
    "       hpcc-load list -p PROCESS\n"
    "Applies patch images of hpcc-link to a running process, or takes them back.\n"
    "  check         say whether the patches can be applied; change nothing\n"
    "  apply         apply them, in this order; if one fails, those before it are taken back\n"
    "  undo          take them back, in the opposite order\n"
    "  list          print the patches in the process\n"
    "  -p PROCESS    the process: its number, or the name of its program if only one runs\n"
    "  --help        this text\n"
    "Exit status: 0, done; 1, refused or failed, and nothing has changed; 2, misuse.\n";

struct command {
	const wchar_t *verb, *process;
	wchar_t **patches;
	size_t count;
};

static int misuse(const char *what, const wchar_t *word)
{
	char text[512] = "";
	if (word)
		hpl_text_narrow(word, text, sizeof text);
	hpl_text_print(STD_ERROR_HANDLE, "hpcc-load: error: ", what, word ? " '" : "", text, word ? "'" : "", "\n",
	               usage, NULL);
	return MISUSED;
}

static bool parse(struct command *command, wchar_t **words, int *status)
{
	*status = 0;
	for (command->patches = words; *words; words++) {
		if (hpl_text_same(*words, L"--help")) {
			hpl_text_print(STD_OUTPUT_HANDLE, usage, NULL);
			return false;
		}
		if (hpl_text_same(*words, L"-p") && words[1])
			command->process = *++words;
		else if (**words == '-')
			*status = misuse("no such option:", *words);
		else if (!command->verb)
			command->verb = *words;
		else
			command->patches[command->count++] = *words;
		if (*status)
			return false;
	}
	if (!command->verb || !command->process)
		*status = misuse(command->verb ? "which process? name it with -p" : "what is to be done?", NULL);
	else if (hpl_text_same(command->verb, L"list") ? command->count : !command->count)
		*status = misuse(command->count ? "list takes no patches" : "which patch?", NULL);
	return !*status;
}

/* The only process whose program has that name. False after a report. */
static bool find_process(const wchar_t *name, DWORD *id)
{
	PROCESSENTRY32W entry = {.dwSize = sizeof entry};
	HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
	unsigned found = 0;
	char text[512];
	for (BOOL more = Process32FirstW(snapshot, &entry); more; more = Process32NextW(snapshot, &entry))
		if (hpl_text_same_name(entry.szExeFile, name)) {
			*id = entry.th32ProcessID;
			found++;
		}
	CloseHandle(snapshot);
	hpl_text_narrow(name, text, sizeof text);
	if (found != 1)
		hpl_text_print(STD_ERROR_HANDLE,
		               "hpcc-load: error: ", found ? "several processes run '" : "no process runs '", text,
		               found ? "': name one by its number\n" : "'\n", NULL);
	return found == 1;
}

static bool open_process(struct hpl_windows *windows, const wchar_t *name)
{
	DWORD id, error;
	BOOL own = FALSE, other = FALSE;
	char text[512];
	if (!hpl_text_number(name, &id) && !find_process(name, &id))
		return false;
	hpl_text_narrow(name, text, sizeof text);
	if (!hpl_windows_open(windows, id)) {
		error = GetLastError();
		hpl_text_print(
		    STD_ERROR_HANDLE, "hpcc-load: error: process ", text, " cannot be opened: ",
		    error == ERROR_ACCESS_DENIED
		        ? "it is another user's, or protected: run hpcc-load as its user, or as administrator\n"
		        : "there is none\n",
		    NULL);
		return false;
	}
	if (!IsWow64Process(GetCurrentProcess(), &own) || !IsWow64Process(windows->process, &other) || own != other) {
		hpl_text_print(STD_ERROR_HANDLE, "hpcc-load: error: process ", text,
		               " is for another processor than this hpcc-load: use the hpcc-load of that one\n",
		               NULL);
		return false;
	}
	return true;
}

/* "apply: f.patch.dll: done", or why not. */
static void say(const struct command *command, const wchar_t *path, enum hpl_result result,
                const struct hpl_reason *reason)
{
	char verb[32], name[512];
	hpl_text_narrow(command->verb, verb, sizeof verb);
	hpl_text_narrow(path, name, sizeof name);
	bool done = result == HPL_DONE;
	hpl_text_print(done ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE, done ? "" : "hpcc-load: error: ", verb, " '",
	               name, "': ", hpl_result_text(result), done ? "" : ": ", done ? "" : reason->text, "\n", NULL);
}

static enum hpl_result absent(struct hpl_reason *reason)
{
	hpl_reason_start(reason);
	hpl_reason_add(reason, "it is not in the process");
	return HPL_ALREADY;
}

/* One patch; an image that was loaded for it and is of no use goes again. */
static enum hpl_result run_one(const struct command *command, struct hpl_windows *windows, const wchar_t *path)
{
	const struct hpl_process process = hpl_windows_process(windows);
	struct hpl_reason reason;
	bool check = hpl_text_same(command->verb, L"check"), undo = hpl_text_same(command->verb, L"undo");
	uint64_t image = hpl_place_find(windows, path);
	bool fresh = !image;
	enum hpl_result result;
	if (undo) {
		result = image ? hpl_patch_run(&process, image, hpl_patch_undo, &reason) : absent(&reason);
	} else if (fresh && (!hpl_place_check(path, &reason) || !(image = hpl_place_load(windows, path, &reason)))) {
		result = HPL_NO_PATCH;
	} else {
		result = hpl_patch_run(&process, image, check ? hpl_patch_check : hpl_patch_apply, &reason);
		if (fresh && (check || result != HPL_DONE))
			hpl_place_unload(windows, image);
	}
	say(command, path, result, &reason);
	return result;
}

/* The absolute path; false after a report. */
static bool full_path(const wchar_t *word, wchar_t path[LONGEST])
{
	DWORD length = GetFullPathNameW(word, LONGEST, path, NULL);
	if (length && length < LONGEST)
		return true;
	misuse("not a path:", word);
	return false;
}

static int run_patches(const struct command *command, struct hpl_windows *windows)
{
	static wchar_t path[LONGEST];
	bool apply = hpl_text_same(command->verb, L"apply"), undo = hpl_text_same(command->verb, L"undo");
	for (size_t i = 0; i < command->count; i++) {
		size_t index = undo ? command->count - 1 - i : i;
		if (!full_path(command->patches[index], path))
			return 1;
		if (run_one(command, windows, path) == HPL_DONE)
			continue;
		const struct command back = {.verb = L"undo"};
		while (apply && i-- > 0)
			if (full_path(command->patches[i], path))
				run_one(&back, windows, path);
		return 1;
	}
	return 0;
}

static int list_patches(struct hpl_windows *windows)
{
	static const char *const states[] = {"loaded", "taken back", "applied"};
	const struct hpl_process process = hpl_windows_process(windows);
	static wchar_t path[LONGEST];
	static char text[LONGEST];
	uint64_t start;
	for (unsigned i = 0; process.image(process.self, i, &start); i++) {
		struct hpl_image image;
		struct hpl_record head;
		bool end;
		if (!hpl_image_open(&image, &process, start) || !image.table ||
		    !hpl_image_record(&image, &process, 0, &head, &end) || end)
			continue;
		path[0] = 0;
		K32GetModuleFileNameExW(windows->process, (HMODULE)(uintptr_t)start, path, LONGEST);
		hpl_text_narrow(path, text, sizeof text);
		hpl_text_print(STD_OUTPUT_HANDLE, text, ": ", head.kept[0] < 3 ? states[head.kept[0]] : "unknown",
		               "\n", NULL);
	}
	return 0;
}

void hpl_load_start(void);

void hpl_load_start(void)
{
	struct command command = {0};
	struct hpl_windows windows;
	size_t count;
	int status;
	wchar_t **words = hpl_text_arguments(&count);
	if (!words || !parse(&command, words + (count != 0), &status))
		ExitProcess(words ? (UINT)status : 1);
	static const wchar_t *const verbs[] = {L"check", L"apply", L"undo", L"list"};
	bool known = false;
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		known |= hpl_text_same(command.verb, verbs[i]);
	if (!known)
		ExitProcess((UINT)misuse("no such command:", command.verb));
	if (!open_process(&windows, command.process))
		ExitProcess(1);
	status = hpl_text_same(command.verb, L"list") ? list_patches(&windows) : run_patches(&command, &windows);
	hpl_windows_close(&windows);
	ExitProcess((UINT)status);
}
