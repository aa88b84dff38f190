/*
 * Hooks and initialisers. Decides which of them run.
 */
#include "loader/hook.h"

#include "loader/slot.h"

/* False if it has not returned: then it may still run, and the image must stay as it is. */
static bool call(struct hpl_patch *patch, const struct hpl_record *record, uint32_t *answer)
{
	const struct hpl_process *process = patch->process;
	*answer = 0;
	if (process->call(process->self, record->where, answer))
		return true;
	patch->stuck = true;
	hpl_refuse_record(patch, record, "function ", HPL_FAILED, "no thread of the process has run it to its end");
	return false;
}

static enum hpl_result start(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	uint32_t ignored;
	(void)data;
	if (record->kind != HP_BIND_START || hpl_slot_is_shared(patch, record))
		return HPL_DONE;
	return call(patch, record, &ignored) ? HPL_DONE : HPL_FAILED;
}

static enum hpl_result find_start(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	(void)patch;
	*(bool *)data |= record->kind == HP_BIND_START;
	return HPL_DONE;
}

enum hpl_result hpl_hook_start(struct hpl_patch *patch)
{
	bool starts = false;
	enum hpl_result result = hpl_each_record(patch, find_start, &starts);
	if (result != HPL_DONE || !starts || patch->started)
		return result;
	patch->started = true;
	if (!hpl_keep_head(patch, patch->state)) {
		patch->started = false;
		return hpl_refuse(patch, HPL_FAILED, "the patch image cannot be written");
	}
	return hpl_each_record(patch, start, NULL);
}

static enum hpl_result run(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	enum hp_bind_kind kind = *(enum hp_bind_kind *)data;
	bool asks = kind == HP_BIND_BEFORE_APPLY || kind == HP_BIND_BEFORE_UNDO;
	uint32_t answer;
	if (record->kind != kind)
		return HPL_DONE;
	if (!call(patch, record, &answer))
		return HPL_FAILED;
	if (!asks || !answer)
		return HPL_DONE;
	hpl_refuse_record(patch, record, "function ", HPL_VETOED, "the patch itself says no: ");
	hpl_reason_add_number(&patch->reason, answer);
	return HPL_VETOED;
}

enum hpl_result hpl_hook_run(struct hpl_patch *patch, enum hp_bind_kind kind)
{
	return hpl_each_record(patch, run, &kind);
}
