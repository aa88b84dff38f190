/*
 * Steps. Decides when an image is loaded and when it goes again.
 */
#include "loader/windows/step.h"

#include "loader/windows/place.h"

static enum hpl_result query(struct hpl_patch *patch)
{
	return patch->state == HPL_APPLIED ? HPL_DONE : HPL_ALREADY;
}

static const hpl_patch_step steps[] = {
    [HPL_STEP_CHECK] = hpl_patch_check, [HPL_STEP_APPLY] = hpl_patch_apply,
    [HPL_STEP_UNDO] = hpl_patch_undo,   [HPL_STEP_CHECK_UNDO] = hpl_patch_check_undo,
    [HPL_STEP_QUERY] = query,
};

enum hpl_result hpl_step_run(struct hpl_windows *windows, enum hpl_step step, const wchar_t *path,
                             const struct hpl_rules *rules, struct hpl_reason *reason)
{
	const struct hpl_process process = hpl_windows_process(windows);
	bool loads = step == HPL_STEP_CHECK || step == HPL_STEP_APPLY;
	uint64_t image = hpl_place_find(windows, path);
	bool fresh = !image;
	hpl_reason_start(reason);
	if (fresh && !loads) {
		hpl_reason_add(reason, "it is not in the process");
		return HPL_ALREADY;
	}
	if (fresh && (!hpl_place_check(path, reason) || !(image = hpl_place_load(windows, path, reason))))
		return HPL_NO_PATCH;
	bool idle;
	enum hpl_result result = hpl_patch_run(&process, image, steps[step], rules, reason, &idle);
	if (fresh && idle)
		hpl_place_unload(windows, image);
	return result;
}

bool hpl_step_path(const wchar_t *word, wchar_t *path)
{
	DWORD length = GetFullPathNameW(word, HPL_STEP_PATH, path, NULL);
	return length && length < HPL_STEP_PATH;
}
