/*
 * Finds a process and opens it. Decides which one a name means.
 */
#include "loader/windows/target.h"

#include "loader/windows/text.h"

#include <tlhelp32.h>

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

bool hpl_target_open(struct hpl_windows *windows, const wchar_t *name)
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
