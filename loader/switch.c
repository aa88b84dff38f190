/*
 * Makes functions jump into a patch, all of them or none. Decides what must still be as it was when threads are
 * stopped.
 */
#include "loader/switch.h"

#include "loader/consistency.h"
#include "loader/entry.h"

/* What is there now is the file's or a patch's, perhaps one of the same call. */
static enum hpl_result read_before(struct hpl_patch *patch, struct hpl_entry *entry)
{
	struct hpl_jump before = entry->before;
	enum hpl_result result = hpl_entry_check(patch, entry);
	if (result == HPL_DONE && !hpl_jump_same(&before, &entry->before) && !hpl_entry_keep(patch, entry))
		result = hpl_refuse(patch, HPL_FAILED, "the patch image cannot be written");
	return result;
}

/* What was there before this patch comes back. */
static enum hpl_result recall_before(struct hpl_patch *patch, struct hpl_entry *entry)
{
	enum hpl_result result = hpl_entry_check_own(patch, entry);
	entry->after = entry->before;
	if (result == HPL_DONE)
		hpl_entry_recall(patch, entry);
	return result;
}

/* Enters or leaves all; if one fails, those before it are as they were. */
static bool switch_entries(struct hpl_patch *patch, bool enter)
{
	for (size_t i = 0; i < patch->count; i++) {
		const struct hpl_entry *entry = &patch->entries[i];
		if (enter ? hpl_entry_enter(patch, entry) : hpl_entry_leave(patch, entry))
			continue;
		for (size_t k = i + 1; k-- > 0;)
			enter ? hpl_entry_leave(patch, &patch->entries[k])
			      : hpl_entry_enter(patch, &patch->entries[k]);
		return false;
	}
	return true;
}

static enum hpl_result switch_one(struct hpl_patch *patch, bool enter)
{
	enum hpl_state old = patch->state;
	enum hpl_result result = HPL_DONE;
	for (size_t i = 0; result == HPL_DONE && i < patch->count; i++)
		result = (enter ? read_before : recall_before)(patch, &patch->entries[i]);
	if (result == HPL_DONE && !hpl_keep_head(patch, enter ? HPL_APPLIED : HPL_BOUND))
		result = hpl_refuse(patch, HPL_FAILED, "the patch image cannot be written");
	if (result == HPL_DONE && !switch_entries(patch, enter)) {
		hpl_keep_head(patch, old);
		result = hpl_refuse(patch, HPL_FAILED, "the base's code cannot be written");
	}
	return result;
}

static enum hpl_result switch_now(struct hpl_patch *patches, size_t count, bool enter, size_t *failed)
{
	for (size_t i = 0; i < count; i++) {
		*failed = enter ? i : count - 1 - i;
		enum hpl_result result = switch_one(&patches[*failed], enter);
		if (result == HPL_DONE)
			continue;
		while (i-- > 0) {
			struct hpl_patch *done = &patches[enter ? i : count - 1 - i];
			switch_entries(done, !enter);
			hpl_keep_head(done, enter ? HPL_BOUND : HPL_APPLIED);
		}
		return result;
	}
	return HPL_DONE;
}

enum hpl_result hpl_switch(struct hpl_patch *patches, size_t count, bool enter, size_t *failed)
{
	const struct hpl_process *process = patches->process;
	struct hpl_watch watch;
	struct hpl_pause pause = {.busy = hpl_watch_is_busy,
	                          .context = &watch,
	                          .timeout = patches->rules.timeout,
	                          .retries = patches->rules.retries};
	enum hpl_result result = HPL_DONE;
	*failed = 0;
	if (!hpl_watch_open(&watch, patches, count, enter))
		result = hpl_refuse(patches, HPL_FAILED, "out of memory");
	bool stops = result == HPL_DONE && hpl_watch_stops(&watch);
	if (stops && !process->pause(process->self, &pause)) {
		result = hpl_watch_refuse(&watch, patches, pause.thread);
	} else if (result == HPL_DONE) {
		result = switch_now(patches, count, enter, failed);
		if (stops)
			process->resume(process->self);
	}
	hpl_watch_close(&watch);
	return result;
}
