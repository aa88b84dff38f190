/*
 * What is done with one patch in a process, from the file to the result.
 */
#ifndef HPL_WINDOWS_STEP_H
#define HPL_WINDOWS_STEP_H

#include "loader/patch.h"
#include "loader/windows/process.h"

enum hpl_step {
	HPL_STEP_CHECK,
	HPL_STEP_APPLY,
	HPL_STEP_UNDO,
	HPL_STEP_CHECK_UNDO,
	HPL_STEP_QUERY /* done: it is applied */
};

/* Loads the image where that is needed; one that was loaded for this and is of no use goes again. `path` is absolute.
 * The reason is empty where nothing is wrong. */
enum hpl_result hpl_step_run(struct hpl_windows *windows, enum hpl_step step, const wchar_t *path,
                             const struct hpl_rules *rules, struct hpl_reason *reason);

/* Applies several patches in this order, or takes them back in the opposite one: all or none, while threads are
 * stopped once. *failed is the index of the one that the reason is about. */
enum hpl_result hpl_step_several(struct hpl_windows *windows, bool apply, wchar_t *const *paths, size_t count,
                                 const struct hpl_rules *rules, struct hpl_reason *reason, size_t *failed);

/* The absolute path of a file, in HPL_STEP_PATH letters. False if it is too long, or no path. */
enum { HPL_STEP_PATH = 4096 };
bool hpl_step_path(const wchar_t *word, wchar_t *path);

#endif
