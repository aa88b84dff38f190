/*
 * The processes that the command line names.
 */
#ifndef HPL_WINDOWS_TARGET_H
#define HPL_WINDOWS_TARGET_H

#include "loader/windows/options.h"

enum { HPL_TARGETS = 1024 };

/* Their numbers, and how many; 0 after a report. */
size_t hpl_target_find(const struct hpl_options *options, DWORD ids[HPL_TARGETS]);

/* Opens one. False after a report. hpl_windows_close closes. */
bool hpl_target_open(struct hpl_windows *windows, DWORD id);

/* Starts a program, whose first thread has not run yet, and opens it. Both handles of *started are to be closed.
 * False after a report. */
bool hpl_target_start(struct hpl_windows *windows, const wchar_t *line, PROCESS_INFORMATION *started);

#endif
