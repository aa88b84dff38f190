/*
 * Patch images in the process that is patched: brought there, found there.
 */
#ifndef HPL_WINDOWS_PLACE_H
#define HPL_WINDOWS_PLACE_H

#include "loader/reason.h"
#include "loader/windows/process.h"

/* Whether the file is a patch that can be loaded: for this processor, with a bind table, without code that would run
 * on its own. `path` is absolute. Sets the reason where it is not. */
bool hpl_place_check(const wchar_t *path, struct hpl_reason *reason);

/* The image of that file in the process; 0: it is not there. */
uint64_t hpl_place_find(const struct hpl_windows *windows, const wchar_t *path);

/* Loads it; 0, and the reason, where the process cannot. */
uint64_t hpl_place_load(const struct hpl_windows *windows, const wchar_t *path, struct hpl_reason *reason);

/* Takes out an image that was loaded and not applied. */
void hpl_place_unload(const struct hpl_windows *windows, uint64_t image);

#endif
