/*
 * What hpcc-load says: a line for each patch, for people or in JSON.
 */
#ifndef HPL_WINDOWS_SAY_H
#define HPL_WINDOWS_SAY_H

#include "loader/windows/options.h"

/* "apply 'f.patch.dll': done", or why not; what is not done goes to the standard error, but in JSON. */
void hpl_say_result(const struct hpl_options *options, const struct hpl_windows *windows, const char *verb,
                    const wchar_t *path, enum hpl_result result, const struct hpl_reason *reason);

/* "f.patch.dll: applied". */
void hpl_say_state(const struct hpl_options *options, const struct hpl_windows *windows, const wchar_t *path,
                   const char *state);

#endif
