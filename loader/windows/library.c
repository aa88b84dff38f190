/*
 * hpcc-load.dll. Decides nothing: the steps of each call are those of hpcc-load.exe in the caller's own process.
 */
#define HPCC_LOAD_BUILDS
#include "loader/bytes.h"
#include "loader/hpcc_load.h"
#include "loader/windows/step.h"

_Static_assert((int)HPL_DONE == (int)HPCC_LOAD_DONE && (int)HPL_FAILED == (int)HPCC_LOAD_FAILED &&
                   (int)HPL_HOOKED == (int)HPCC_LOAD_HOOKED && (int)HPL_BUSY == (int)HPCC_LOAD_BUSY,
               "results are handed on");
_Static_assert((int)HPL_CONSISTENCY_IP == (int)HPCC_LOAD_NOT_IN_BYTES &&
                   (int)HPL_CONSISTENCY_STACK == (int)HPCC_LOAD_NOT_IN_FUNCTIONS,
               "words are handed on");
_Static_assert(sizeof(struct hpcc_load_reason) == HPL_REASON, "reasons are handed on");

/* The path is made absolute in the process's heap: the stack of the caller may be small. */
static enum hpcc_load_result run(enum hpl_step step, const wchar_t *path, const struct hpl_rules *rules,
                                 struct hpcc_load_reason *reason)
{
	struct hpl_windows windows;
	struct hpl_reason why;
	enum hpl_result result = HPL_NO_PATCH;
	wchar_t *absolute = HeapAlloc(GetProcessHeap(), 0, HPL_STEP_PATH * sizeof *absolute);
	hpl_windows_own(&windows);
	hpl_reason_start(&why);
	if (absolute && hpl_step_path(path, absolute))
		result = hpl_step_run(&windows, step, absolute, rules, &why);
	else
		hpl_reason_add(&why, "its path cannot be made absolute");
	if (absolute)
		HeapFree(GetProcessHeap(), 0, absolute);
	if (reason)
		hpl_copy(reason->text, why.text, sizeof why.text);
	return (enum hpcc_load_result)result;
}

enum hpcc_load_result hpcc_load_check(const wchar_t *path, struct hpcc_load_reason *reason)
{
	return run(HPL_STEP_CHECK, path, &hpl_default_rules, reason);
}

enum hpcc_load_result hpcc_load_apply(const wchar_t *path, struct hpcc_load_reason *reason)
{
	return run(HPL_STEP_APPLY, path, &hpl_default_rules, reason);
}

enum hpcc_load_result hpcc_load_undo(const wchar_t *path, struct hpcc_load_reason *reason)
{
	return run(HPL_STEP_UNDO, path, &hpl_default_rules, reason);
}

static struct hpl_rules rules_of(const struct hpcc_load_rules *rules)
{
	return (struct hpl_rules){(enum hpl_consistency)rules->consistency, rules->timeout, rules->retries};
}

enum hpcc_load_result hpcc_load_apply_by(const wchar_t *path, const struct hpcc_load_rules *rules,
                                         struct hpcc_load_reason *reason)
{
	const struct hpl_rules ours = rules_of(rules);
	return run(HPL_STEP_APPLY, path, &ours, reason);
}

enum hpcc_load_result hpcc_load_undo_by(const wchar_t *path, const struct hpcc_load_rules *rules,
                                        struct hpcc_load_reason *reason)
{
	const struct hpl_rules ours = rules_of(rules);
	return run(HPL_STEP_UNDO, path, &ours, reason);
}

static enum hpcc_load_result run_all(bool apply, const wchar_t *const *paths, size_t count,
                                     const struct hpcc_load_rules *rules, struct hpcc_load_reason *reason,
                                     size_t *failed)
{
	struct hpl_windows windows;
	struct hpl_reason why;
	const struct hpl_rules ours = rules_of(rules);
	enum hpl_result result = HPL_NO_PATCH;
	size_t at = 0;
	wchar_t **absolute = HeapAlloc(GetProcessHeap(), 0, (count + 1) * sizeof *absolute);
	wchar_t *texts = HeapAlloc(GetProcessHeap(), 0, (count + 1) * HPL_STEP_PATH * sizeof *texts);
	hpl_windows_own(&windows);
	hpl_reason_start(&why);
	bool named = absolute && texts;
	for (size_t i = 0; named && i < count; i++) {
		at = i;
		absolute[i] = texts + i * HPL_STEP_PATH;
		named = hpl_step_path(paths[i], absolute[i]);
	}
	if (named)
		result = hpl_step_several(&windows, apply, absolute, count, &ours, &why, &at);
	else
		hpl_reason_add(&why, "its path cannot be made absolute");
	if (absolute)
		HeapFree(GetProcessHeap(), 0, absolute);
	if (texts)
		HeapFree(GetProcessHeap(), 0, texts);
	if (reason)
		hpl_copy(reason->text, why.text, sizeof why.text);
	if (failed)
		*failed = at;
	return (enum hpcc_load_result)result;
}

enum hpcc_load_result hpcc_load_apply_all(const wchar_t *const *paths, size_t count,
                                          const struct hpcc_load_rules *rules, struct hpcc_load_reason *reason,
                                          size_t *failed)
{
	return run_all(true, paths, count, rules, reason, failed);
}

enum hpcc_load_result hpcc_load_undo_all(const wchar_t *const *paths, size_t count,
                                         const struct hpcc_load_rules *rules, struct hpcc_load_reason *reason,
                                         size_t *failed)
{
	return run_all(false, paths, count, rules, reason, failed);
}

int hpcc_load_query(const wchar_t *path)
{
	return run(HPL_STEP_QUERY, path, &hpl_default_rules, NULL) == HPCC_LOAD_DONE;
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
