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

/* The image of a patch in the process, which is loaded where `loads`: *fresh then. HPL_DONE, or the reason. */
static enum hpl_result find_image(struct hpl_windows *windows, const wchar_t *path, bool loads, uint64_t *image,
                                  bool *fresh, struct hpl_reason *reason)
{
	*image = hpl_place_find(windows, path);
	*fresh = !*image;
	hpl_reason_start(reason);
	if (*image)
		return HPL_DONE;
	if (!loads) {
		hpl_reason_add(reason, "it is not in the process");
		return HPL_ALREADY;
	}
	if (hpl_place_check(path, reason))
		*image = hpl_place_load(windows, path, reason);
	return *image ? HPL_DONE : HPL_NO_PATCH;
}

enum hpl_result hpl_step_run(struct hpl_windows *windows, enum hpl_step step, const wchar_t *path,
                             const struct hpl_rules *rules, struct hpl_reason *reason)
{
	const struct hpl_process process = hpl_windows_process(windows);
	bool loads = step == HPL_STEP_CHECK || step == HPL_STEP_APPLY;
	uint64_t image;
	bool idle, fresh;
	enum hpl_result result = find_image(windows, path, loads, &image, &fresh, reason);
	if (result != HPL_DONE)
		return result;
	result = hpl_patch_run(&process, image, steps[step], rules, reason, &idle);
	if (fresh && idle)
		hpl_place_unload(windows, image);
	return result;
}

static enum hpl_result open_item(struct hpl_windows *windows, const struct hpl_process *process, bool apply,
                                 const wchar_t *path, struct hpl_patch *patch, bool *fresh)
{
	struct hpl_reason reason;
	uint64_t image;
	enum hpl_result result = find_image(windows, path, apply, &image, fresh, &reason);
	if (result != HPL_DONE) {
		patch->reason = reason;
		*fresh = false;
		return result;
	}
	return hpl_patch_open(patch, process, image);
}

enum hpl_result hpl_step_several(struct hpl_windows *windows, bool apply, wchar_t *const *paths, size_t count,
                                 const struct hpl_rules *rules, struct hpl_reason *reason, size_t *failed)
{
	const struct hpl_process process = hpl_windows_process(windows);
	struct hpl_patch *patches = process.allocate(process.self, (count + 1) * sizeof *patches);
	bool *fresh = process.allocate(process.self, (count + 1) * sizeof *fresh);
	enum hpl_result result = patches && fresh ? HPL_DONE : HPL_FAILED;
	size_t open = 0;
	*failed = 0;
	hpl_reason_start(reason);
	for (; result == HPL_DONE && open < count; open++) {
		*failed = open;
		result = open_item(windows, &process, apply, paths[open], &patches[open], &fresh[open]);
		patches[open].rules = *rules;
	}
	if (result == HPL_DONE && count)
		result = (apply ? hpl_patches_apply : hpl_patches_undo)(patches, count, failed);
	if (open)
		*reason = patches[*failed].reason;
	while (open-- > 0) {
		uint64_t image = patches[open].image.start;
		bool idle = patches[open].state == HPL_LOADED && !patches[open].stuck;
		if (patches[open].process)
			hpl_patch_close(&patches[open]);
		if (fresh[open] && idle)
			hpl_place_unload(windows, image);
	}
	if (patches)
		process.free(process.self, patches);
	if (fresh)
		process.free(process.self, fresh);
	return result;
}

bool hpl_step_path(const wchar_t *word, wchar_t *path)
{
	DWORD length = GetFullPathNameW(word, HPL_STEP_PATH, path, NULL);
	return length && length < HPL_STEP_PATH;
}
