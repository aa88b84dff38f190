/*
 * What a patch image says and keeps, and reasons. Decides where the head keeps what: at 0 the state in 2 bytes, at 2
 * whether initialisers have run, in 2 bytes, at 8 the address of the stubs.
 */
#include "loader/state.h"

#include "base/bind.h"
#include "loader/bytes.h"

enum { KEPT_STATE = 0, KEPT_STARTED = 2, KEPT_STUBS = 8 };

enum hpl_result hpl_each_record(struct hpl_patch *patch, hpl_visit visit, void *data)
{
	for (uint32_t at = 0;; at += HP_BIND_BYTES) {
		struct hpl_record record;
		bool end;
		if (!hpl_image_record(&patch->image, patch->process, at, &record, &end))
			return hpl_refuse(patch, HPL_NO_PATCH,
			                  "the bind table of the patch is damaged, or of another version");
		if (end)
			return HPL_DONE;
		enum hpl_result result = visit(patch, &record, data);
		if (result != HPL_DONE)
			return result;
	}
}

void hpl_recall_head(struct hpl_patch *patch)
{
	uint16_t state, started;
	hpl_copy(&state, patch->head.kept + KEPT_STATE, sizeof state);
	hpl_copy(&started, patch->head.kept + KEPT_STARTED, sizeof started);
	hpl_copy(&patch->stub_pages, patch->head.kept + KEPT_STUBS, sizeof patch->stub_pages);
	patch->state = (enum hpl_state)state;
	patch->started = started != 0;
}

bool hpl_keep_head(struct hpl_patch *patch, enum hpl_state state)
{
	uint16_t number = (uint16_t)state, started = patch->started;
	hpl_copy(patch->head.kept + KEPT_STATE, &number, sizeof number);
	hpl_copy(patch->head.kept + KEPT_STARTED, &started, sizeof started);
	hpl_copy(patch->head.kept + KEPT_STUBS, &patch->stub_pages, sizeof patch->stub_pages);
	if (!hpl_image_keep(patch->process, &patch->head))
		return false;
	patch->state = state;
	return true;
}

enum hpl_result hpl_refuse(struct hpl_patch *patch, enum hpl_result result, const char *why)
{
	hpl_reason_start(&patch->reason);
	hpl_reason_add(&patch->reason, why);
	return result;
}

enum hpl_result hpl_refuse_record(struct hpl_patch *patch, const struct hpl_record *record, const char *kind,
                                  enum hpl_result result, const char *why)
{
	char name[HPL_NAME] = "?";
	hpl_image_text(patch->process, record->name, name);
	hpl_refuse(patch, result, kind);
	hpl_reason_add(&patch->reason, "'");
	hpl_reason_add(&patch->reason, name);
	hpl_reason_add(&patch->reason, "': ");
	hpl_reason_add(&patch->reason, why);
	return result;
}
