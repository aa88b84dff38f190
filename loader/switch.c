/*
 * Makes functions jump into a patch, all of them or none. Decides what must still be as it was when threads are
 * stopped.
 */
#include "loader/switch.h"

#include "loader/consistency.h"
#include "loader/entry.h"

/* Whether the bytes are still those that were checked, now that nobody runs. */
static enum hpl_result check_again(struct hpl_patch *patch)
{
	enum hpl_result result = HPL_DONE;
	for (size_t i = 0; result == HPL_DONE && i < patch->count; i++) {
		struct hpl_entry now = patch->entries[i];
		result = hpl_entry_check(patch, &now);
		if (result == HPL_DONE && !hpl_jump_same(&now.before, &patch->entries[i].before))
			result = hpl_entry_refuse(patch, &now, HPL_HOOKED, "it has changed meanwhile");
	}
	return result;
}

/* Enters or leaves all; if one fails, those before it are as they were. */
static bool switch_all(struct hpl_patch *patch, bool enter)
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

static enum hpl_result switch_now(struct hpl_patch *patch, bool enter)
{
	enum hpl_state old = patch->state;
	enum hpl_result result = enter ? check_again(patch) : HPL_DONE;
	if (result == HPL_DONE && !hpl_keep_head(patch, enter ? HPL_APPLIED : HPL_BOUND))
		result = hpl_refuse(patch, HPL_FAILED, "the patch image cannot be written");
	if (result == HPL_DONE && !switch_all(patch, enter)) {
		hpl_keep_head(patch, old);
		result = hpl_refuse(patch, HPL_FAILED, "the base's code cannot be written");
	}
	return result;
}

enum hpl_result hpl_switch(struct hpl_patch *patch, bool enter)
{
	const struct hpl_process *process = patch->process;
	struct hpl_watch watch;
	struct hpl_pause pause = {.busy = hpl_watch_is_busy,
	                          .context = &watch,
	                          .timeout = patch->rules.timeout,
	                          .retries = patch->rules.retries};
	enum hpl_result result = HPL_DONE;
	if (!hpl_watch_open(&watch, patch, enter))
		result = hpl_refuse(patch, HPL_FAILED, "out of memory");
	bool stops = hpl_watch_stops(&watch);
	if (result == HPL_DONE && stops && !process->pause(process->self, &pause))
		result = hpl_watch_refuse(&watch, patch, pause.thread);
	else if (result == HPL_DONE) {
		result = switch_now(patch, enter);
		if (stops)
			process->resume(process->self);
	}
	hpl_watch_close(&watch);
	return result;
}
