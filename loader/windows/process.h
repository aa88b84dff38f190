/*
 * A Windows process, this one or another, as the loader sees it. Nothing but kernel32 is used.
 */
#ifndef HPL_WINDOWS_PROCESS_H
#define HPL_WINDOWS_PROCESS_H

#include "loader/process.h"

#include <windows.h>

/* ntdll's NtGetNextThread, which no header has. Negative: there is none. */
typedef LONG(WINAPI *hpl_next_thread)(HANDLE process, HANDLE thread, ACCESS_MASK access, ULONG attributes,
                                      ULONG flags, HANDLE *next);

struct hpl_thread {
	HANDLE handle;
	DWORD id;
};

struct hpl_windows {
	HANDLE process;
	DWORD id;
	bool is_own;
	hpl_next_thread next_thread;
	struct hpl_thread *threads; /* stopped ones; as many as `room` */
	size_t count, room;
	uint64_t next_place, next_index; /* of the search for images */
};

/* This process; another one, by its id. False where it cannot be opened; GetLastError says why. */
void hpl_windows_own(struct hpl_windows *windows);
bool hpl_windows_open(struct hpl_windows *windows, DWORD id);
void hpl_windows_close(struct hpl_windows *windows);

/* Runs a function of another process on a thread of its own; *answer is what it gives. False if it has not returned
 * within HPL_WINDOWS_WAIT milliseconds. */
enum { HPL_WINDOWS_WAIT = 30000 };
bool hpl_windows_run(const struct hpl_windows *windows, void *function, void *argument, DWORD *answer);

/* What the loader takes; borrows `windows`. */
struct hpl_process hpl_windows_process(struct hpl_windows *windows);

#endif
