/*
 * hpcc-load.dll. Decides nothing: the steps of each call are those of hpcc-load.exe in the caller's own process.
 */
#define HPCC_LOAD_BUILDS
#include "loader/bytes.h"
#include "loader/hpcc_load.h"
#include "loader/patch.h"
#include "loader/windows/place.h"
#include "loader/windows/process.h"

enum { LONGEST = 4096 };

_Static_assert((int)HPL_DONE == (int)HPCC_LOAD_DONE && (int)HPL_FAILED == (int)HPCC_LOAD_FAILED &&
                   (int)HPL_HOOKED == (int)HPCC_LOAD_HOOKED && (int)HPL_BUSY == (int)HPCC_LOAD_BUSY,
               "results are handed on");
_Static_assert(sizeof(struct hpcc_load_reason) == HPL_REASON, "reasons are handed on");

/* One call. */
struct call {
	struct hpl_windows windows;
	struct hpl_process process;
	struct hpl_reason reason;
	wchar_t *path; /* absolute, in the process's heap */
};

static bool start(struct call *call, const wchar_t *path)
{
	hpl_windows_own(&call->windows);
	call->process = hpl_windows_process(&call->windows);
	hpl_reason_start(&call->reason);
	call->path = HeapAlloc(GetProcessHeap(), 0, LONGEST * sizeof *call->path);
	DWORD length = call->path ? GetFullPathNameW(path, LONGEST, call->path, NULL) : 0;
	if (length && length < LONGEST)
		return true;
	hpl_reason_add(&call->reason, "its path cannot be made absolute");
	return false;
}

static enum hpcc_load_result end(struct call *call, enum hpl_result result, struct hpcc_load_reason *reason)
{
	if (call->path)
		HeapFree(GetProcessHeap(), 0, call->path);
	if (reason)
		hpl_copy(reason->text, result == HPL_DONE ? "" : call->reason.text,
		         result == HPL_DONE ? 1 : sizeof reason->text);
	return (enum hpcc_load_result)result;
}

/* An image that was loaded for the call and is of no use goes again. */
static enum hpcc_load_result load_and_run(const wchar_t *path, struct hpcc_load_reason *reason, bool only_check)
{
	struct call call;
	HMODULE loaded = NULL;
	if (!start(&call, path))
		return end(&call, HPL_NO_PATCH, reason);
	uint64_t image = hpl_place_find(&call.windows, call.path);
	if (!image && hpl_place_check(call.path, &call.reason)) {
		loaded = LoadLibraryW(call.path);
		image = (uint64_t)(uintptr_t)loaded;
		if (!image)
			hpl_reason_add(&call.reason, "the system cannot load it");
	}
	if (!image)
		return end(&call, HPL_NO_PATCH, reason);
	enum hpl_result result =
	    hpl_patch_run(&call.process, image, only_check ? hpl_patch_check : hpl_patch_apply, &call.reason);
	if (loaded && (only_check || result != HPL_DONE))
		FreeLibrary(loaded);
	return end(&call, result, reason);
}

enum hpcc_load_result hpcc_load_check(const wchar_t *path, struct hpcc_load_reason *reason)
{
	return load_and_run(path, reason, true);
}

enum hpcc_load_result hpcc_load_apply(const wchar_t *path, struct hpcc_load_reason *reason)
{
	return load_and_run(path, reason, false);
}

enum hpcc_load_result hpcc_load_undo(const wchar_t *path, struct hpcc_load_reason *reason)
{
	struct call call;
	if (!start(&call, path))
		return end(&call, HPL_NO_PATCH, reason);
	uint64_t image = hpl_place_find(&call.windows, call.path);
	if (image)
		return end(&call, hpl_patch_run(&call.process, image, hpl_patch_undo, &call.reason), reason);
	hpl_reason_add(&call.reason, "it is not in the process");
	return end(&call, HPL_ALREADY, reason);
}

static enum hpl_result is_applied(struct hpl_patch *patch)
{
	return patch->state == HPL_APPLIED ? HPL_DONE : HPL_ALREADY;
}

int hpcc_load_query(const wchar_t *path)
{
	struct call call;
	if (!start(&call, path)) {
		end(&call, HPL_FAILED, NULL);
		return 0;
	}
	uint64_t image = hpl_place_find(&call.windows, call.path);
	return end(&call, image ? hpl_patch_run(&call.process, image, is_applied, &call.reason) : HPL_ALREADY,
	           NULL) == HPCC_LOAD_DONE;
}

const char *hpcc_load_text(enum hpcc_load_result result)
{
	return hpl_result_text((enum hpl_result)result);
}

BOOL WINAPI DllMainCRTStartup(HINSTANCE self, DWORD reason, void *reserved);

/* There is nothing to set up. */
BOOL WINAPI DllMainCRTStartup(HINSTANCE self, DWORD reason, void *reserved)
{
	(void)self, (void)reason, (void)reserved;
	return TRUE;
}
