/*
 * The process that the command line names.
 */
#ifndef HPL_WINDOWS_TARGET_H
#define HPL_WINDOWS_TARGET_H

#include "loader/windows/process.h"

/* Opens it: `name` is its number, or its program's name. False after a report. hpl_windows_close closes. */
bool hpl_target_open(struct hpl_windows *windows, const wchar_t *name);

#endif
