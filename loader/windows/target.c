/*
 * Finds processes, opens them, and starts one. Decides which ones a name means.
 */
#include "loader/windows/target.h"

#include "loader/windows/text.h"

#include <tlhelp32.h>

static size_t find_named(const wchar_t *name, DWORD ids[HPL_TARGETS])
{
	PROCESSENTRY32W entry = {.dwSize = sizeof entry};
	HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
	size_t count = 0;
	for (BOOL more = Process32FirstW(snapshot, &entry); more; more = Process32NextW(snapshot, &entry))
		if (hpl_text_same_name(entry.szExeFile, name) && count < HPL_TARGETS)
			ids[count++] = entry.th32ProcessID;
	CloseHandle(snapshot);
	return count;
}

size_t hpl_target_find(const struct hpl_options *options, DWORD ids[HPL_TARGETS])
{
	enum { PAUSE = 50 };
	const wchar_t *name = options->process;
	char text[512];
	if (hpl_text_number(name, ids))
		return 1;
	size_t count = find_named(name, ids);
	for (; !count && options->wait; count = find_named(name, ids))
		Sleep(PAUSE);
	if (count == 1 || (count && options->all))
		return count;
	hpl_text_narrow(name, text, sizeof text);
	hpl_text_print(STD_ERROR_HANDLE,
	               "hpcc-load: error: ", count ? "several processes run '" : "no process runs '", text,
	               count ? "': name one by its number, or all with --all\n" : "'\n", NULL);
	return 0;
}

bool hpl_target_open(struct hpl_windows *windows, DWORD id)
{
	DWORD error;
	BOOL own = FALSE, other = FALSE;
	struct hpl_reason number;
	hpl_reason_start(&number);
	hpl_reason_add_number(&number, id);
	const char *text = number.text;
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

bool hpl_target_start(struct hpl_windows *windows, const wchar_t *line, PROCESS_INFORMATION *started)
{
	STARTUPINFOW start = {.cb = sizeof start};
	size_t size = 0;
	while (line[size++])
		;
	wchar_t *copy = HeapAlloc(GetProcessHeap(), 0, size * sizeof *copy); /* which the system may write to */
	for (size_t i = 0; copy && i < size; i++)
		copy[i] = line[i];
	bool done =
	    copy && CreateProcessW(NULL, copy, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &start, started);
	if (copy)
		HeapFree(GetProcessHeap(), 0, copy);
	if (!done) {
		hpl_text_print(STD_ERROR_HANDLE, "hpcc-load: error: the program cannot be started\n", NULL);
		return false;
	}
	if (hpl_target_open(windows, started->dwProcessId))
		return true;
	TerminateProcess(started->hProcess, 1);
	CloseHandle(started->hThread);
	CloseHandle(started->hProcess);
	return false;
}
