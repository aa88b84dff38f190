/*
 * Applies a patch and takes it back. Decides the order of writes, and what makes all of them undone.
 *
 * What the loader keeps in the records: in the head the state (state.c), in an entry what was there before (entry.c).
 */
#include "loader/patch.h"

#include "base/bind.h"
#include "loader/bytes.h"
#include "loader/entry.h"
#include "loader/hook.h"
#include "loader/slot.h"
#include "loader/switch.h"

enum { PAGE = 4096 };

static enum hpl_result count_entry(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	(void)patch;
	*(size_t *)data += record->kind == HP_BIND_ENTRY;
	return HPL_DONE;
}

static enum hpl_result add_entry(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	if (record->kind != HP_BIND_ENTRY)
		return HPL_DONE;
	struct hpl_entry *entry = &patch->entries[(*(size_t *)data)++];
	entry->record = *record;
	enum hpl_result result = hpl_entry_open(patch, entry);
	patch->stubs += result == HPL_DONE &&
	                !hpl_jump_reaches(patch->base.machine, &entry->after, entry->function, entry->record.where);
	return result;
}

static enum hpl_result check_slot(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	(void)data;
	return record->kind == HP_BIND_ENTRY ? HPL_DONE : hpl_slot_check(patch, record);
}

static enum hpl_result bind_slot(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	(void)data;
	return record->kind == HP_BIND_ENTRY || hpl_slot_bind(patch, record)
	           ? HPL_DONE
	           : hpl_refuse(patch, HPL_FAILED, "a slot of the patch cannot be written");
}

static enum hpl_result unbind_slot(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	(void)data;
	if (record->kind != HP_BIND_ENTRY)
		hpl_slot_unbind(patch, record);
	return HPL_DONE;
}

static bool is_planned_for(const struct hpl_patch *patch, const struct hpl_image *image)
{
	const struct hpl_record *head = &patch->head;
	const struct hpl_identity *found = &image->identity;
	return image->machine == patch->image.machine && found->image_size == (uint32_t)head->target &&
	       found->age == head->target >> 32 && found->timestamp == (uint32_t)head->room &&
	       found->checksum == head->room >> 32 && hpl_same(found->guid, head->first, sizeof found->guid);
}

/* The image that the plan was made for, whatever the name of its file is now. */
static enum hpl_result find_base(struct hpl_patch *patch)
{
	uint64_t start;
	char name[HPL_NAME] = "?";
	for (unsigned i = 0; patch->process->image(patch->process->self, i, &start); i++)
		if (start != patch->image.start && hpl_image_open(&patch->base, patch->process, start) &&
		    is_planned_for(patch, &patch->base))
			return HPL_DONE;
	hpl_image_text(patch->process, patch->head.name, name);
	hpl_refuse(patch, HPL_WRONG_BASE, "the process has no image that is the '");
	hpl_reason_add(&patch->reason, name);
	hpl_reason_add(&patch->reason, "' that this patch was made for: it may be another build of it");
	return HPL_WRONG_BASE;
}

static enum hpl_result read_head(struct hpl_patch *patch, uint64_t image)
{
	bool end;
	if (!hpl_image_open(&patch->image, patch->process, image) || !patch->image.table)
		return hpl_refuse(patch, HPL_NO_PATCH, "the image has no bind table: it is no patch of hpcc-link's");
	if (!hpl_image_record(&patch->image, patch->process, 0, &patch->head, &end) || end ||
	    patch->head.kind != HP_BIND_HEAD)
		return hpl_refuse(patch, HPL_NO_PATCH,
		                  "the bind table of the patch is damaged, or of another version");
	if (!(uint32_t)patch->head.target)
		return hpl_refuse(patch, HPL_NO_PATCH, "the patch has not been planned: link it with hpcc-link");
	hpl_recall_head(patch);
	return HPL_DONE;
}

enum hpl_result hpl_patch_open(struct hpl_patch *patch, const struct hpl_process *process, uint64_t image)
{
	size_t count = 0;
	hpl_fill(patch, 0, sizeof *patch);
	patch->process = process;
	patch->rules = hpl_default_rules;
	hpl_reason_start(&patch->reason);
	enum hpl_result result = read_head(patch, image);
	if (result == HPL_DONE)
		result = find_base(patch);
	if (result == HPL_DONE)
		result = hpl_each_record(patch, count_entry, &count);
	if (result != HPL_DONE)
		return result;
	patch->entries = process->allocate(process->self, (count + 1) * sizeof *patch->entries);
	if (!patch->entries)
		return hpl_refuse(patch, HPL_FAILED, "out of memory");
	return hpl_each_record(patch, add_entry, &patch->count);
}

void hpl_patch_close(struct hpl_patch *patch)
{
	if (patch->entries)
		patch->process->free(patch->process->self, patch->entries);
	patch->entries = NULL;
	patch->count = 0;
}

static enum hpl_result check_entries(struct hpl_patch *patch)
{
	enum hpl_result result = HPL_DONE;
	for (size_t i = 0; result == HPL_DONE && i < patch->count; i++)
		result = hpl_entry_check(patch, &patch->entries[i]);
	return result;
}

enum hpl_result hpl_patch_check(struct hpl_patch *patch)
{
	hpl_reason_start(&patch->reason);
	if (patch->state == HPL_APPLIED)
		return hpl_refuse(patch, HPL_ALREADY, "it is applied already");
	enum hpl_result result = patch->state == HPL_LOADED ? hpl_each_record(patch, check_slot, NULL) : HPL_DONE;
	return result == HPL_DONE ? check_entries(patch) : result;
}

static size_t stub_bytes(const struct hpl_patch *patch)
{
	return (patch->stubs * HPL_JUMP_STUB + PAGE - 1) / PAGE * PAGE;
}

/* Makes the stubs, once for as long as the image is there: threads may be in them after an undo. */
static enum hpl_result make_stubs(struct hpl_patch *patch)
{
	const struct hpl_process *process = patch->process;
	uint64_t at;
	if (patch->stubs && !patch->stub_pages &&
	    !process->reserve(process->self, patch->base.start + patch->base.identity.image_size / 2,
	                      hpl_jump_reach(patch->base.machine) - patch->base.identity.image_size,
	                      stub_bytes(patch), &patch->stub_pages))
		return hpl_refuse(patch, HPL_FAILED, "there is no free memory for jumps near the base");
	at = patch->stub_pages;
	for (size_t i = 0; i < patch->count; i++) {
		struct hpl_entry *entry = &patch->entries[i];
		if (hpl_jump_reaches(patch->base.machine, &entry->after, entry->function, entry->record.where))
			continue;
		unsigned char stub[HPL_JUMP_STUB];
		hpl_jump_stub(patch->base.machine, entry->record.where, stub);
		entry->stub = at;
		if (!hpl_write(process, at, stub, sizeof stub))
			return hpl_refuse(patch, HPL_FAILED, "the jumps near the base cannot be written");
		at += HPL_JUMP_STUB;
	}
	return HPL_DONE;
}

static enum hpl_result bind_all(struct hpl_patch *patch)
{
	enum hpl_result result = patch->state == HPL_LOADED ? hpl_each_record(patch, bind_slot, NULL) : HPL_DONE;
	if (result == HPL_DONE)
		result = make_stubs(patch);
	for (size_t i = 0; result == HPL_DONE && i < patch->count; i++) {
		hpl_entry_encode(patch, &patch->entries[i]);
		if (!hpl_entry_keep(patch, &patch->entries[i]))
			result = hpl_refuse(patch, HPL_FAILED, "the patch image cannot be written");
	}
	if (result == HPL_DONE && !hpl_keep_head(patch, HPL_BOUND))
		result = hpl_refuse(patch, HPL_FAILED, "the patch image cannot be written");
	return result;
}

/* The image as it was loaded: nobody has been in it. */
static void unbind_all(struct hpl_patch *patch)
{
	hpl_each_record(patch, unbind_slot, NULL);
	if (patch->stub_pages)
		patch->process->release(patch->process->self, patch->stub_pages, stub_bytes(patch));
	patch->stub_pages = 0;
	hpl_keep_head(patch, HPL_LOADED);
}

/* The hooks that follow when a hook before has run; what they cannot change is the result. */
static void end(struct hpl_patch *patch, enum hpl_result result, enum hp_bind_kind after)
{
	struct hpl_reason why = patch->reason;
	enum hpl_result told = hpl_hook_run(patch, after);
	if (result != HPL_DONE || told == HPL_DONE)
		patch->reason = why;
}

/* Up to where its functions are entered. */
static enum hpl_result prepare(struct hpl_patch *patch)
{
	patch->fresh = patch->asked = false;
	enum hpl_result result = hpl_patch_check(patch);
	if (result != HPL_DONE)
		return result;
	patch->fresh = patch->state == HPL_LOADED;
	result = bind_all(patch);
	if (result == HPL_DONE)
		result = hpl_hook_start(patch);
	patch->asked = result == HPL_DONE;
	return patch->asked ? hpl_hook_run(patch, HP_BIND_BEFORE_APPLY) : result;
}

static void finish(struct hpl_patch *patch, enum hpl_result result)
{
	if (patch->asked && !patch->stuck)
		end(patch, result, result == HPL_DONE ? HP_BIND_AFTER_APPLY : HP_BIND_AFTER_UNDO);
	if (result == HPL_DONE || !patch->fresh || patch->started || patch->stuck)
		return;
	struct hpl_reason why = patch->reason;
	unbind_all(patch);
	patch->reason = why;
}

enum hpl_result hpl_patches_apply(struct hpl_patch *patches, size_t count, size_t *failed)
{
	enum hpl_result result = HPL_DONE;
	size_t prepared = 0;
	*failed = 0;
	while (result == HPL_DONE && prepared < count) {
		*failed = prepared;
		result = prepare(&patches[prepared++]);
	}
	if (result == HPL_DONE)
		result = hpl_switch(patches, count, true, failed);
	for (size_t i = 0; i < prepared; i++)
		finish(&patches[result == HPL_DONE ? i : prepared - 1 - i], result);
	return result;
}

enum hpl_result hpl_patch_apply(struct hpl_patch *patch)
{
	size_t failed;
	return hpl_patches_apply(patch, 1, &failed);
}

enum hpl_result hpl_patch_check_undo(struct hpl_patch *patch)
{
	hpl_reason_start(&patch->reason);
	if (patch->state != HPL_APPLIED)
		return hpl_refuse(patch, HPL_ALREADY, "it is not applied");
	enum hpl_result result = HPL_DONE;
	for (size_t i = 0; result == HPL_DONE && i < patch->count; i++)
		result = hpl_entry_check_own(patch, &patch->entries[i]);
	return result;
}

/* What lies over a patch of the same call is taken back before it. */
static enum hpl_result prepare_undo(struct hpl_patch *patch, bool is_top)
{
	patch->asked = false;
	hpl_reason_start(&patch->reason);
	if (patch->state != HPL_APPLIED)
		return hpl_refuse(patch, HPL_ALREADY, "it is not applied");
	enum hpl_result result = is_top ? hpl_patch_check_undo(patch) : HPL_DONE;
	patch->asked = result == HPL_DONE;
	return patch->asked ? hpl_hook_run(patch, HP_BIND_BEFORE_UNDO) : result;
}

enum hpl_result hpl_patches_undo(struct hpl_patch *patches, size_t count, size_t *failed)
{
	enum hpl_result result = HPL_DONE;
	size_t left = count;
	*failed = 0;
	while (result == HPL_DONE && left > 0) {
		*failed = --left;
		result = prepare_undo(&patches[left], left + 1 == count);
	}
	if (result == HPL_DONE)
		result = hpl_switch(patches, count, false, failed);
	for (size_t i = count; i-- > left;)
		if (patches[i].asked && !patches[i].stuck)
			end(&patches[i], result, result == HPL_DONE ? HP_BIND_AFTER_UNDO : HP_BIND_AFTER_APPLY);
	return result;
}

enum hpl_result hpl_patch_undo(struct hpl_patch *patch)
{
	size_t failed;
	return hpl_patches_undo(patch, 1, &failed);
}

enum hpl_result hpl_patch_run(const struct hpl_process *process, uint64_t image, hpl_patch_step step,
                              const struct hpl_rules *rules, struct hpl_reason *reason, bool *idle)
{
	struct hpl_patch patch;
	enum hpl_result result = hpl_patch_open(&patch, process, image);
	patch.rules = *rules;
	if (result == HPL_DONE)
		result = step(&patch);
	*reason = patch.reason;
	*idle = patch.state == HPL_LOADED && !patch.stuck;
	hpl_patch_close(&patch);
	return result;
}

const char *hpl_result_text(enum hpl_result result)
{
	static const char *const texts[] = {"done",       "already", "no patch",
	                                    "wrong base", "hooked",  "out of order",
	                                    "busy",       "vetoed",  "failed, nothing has changed"};
	return texts[result];
}
