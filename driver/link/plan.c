/*
 * Fills in the plan of a patch image: for each record the base's address, and for entries the room and the bytes that
 * must be found there. Decides what must agree before an image is worth loading.
 */
#include "link/plan.h"

#include "base/diag.h"
#include "image/base.h"
#include "image/bind_table.h"
#include "image/pe.h"

#include <string.h>

struct planner {
	struct hp_diag *diag;
	struct hp_base *base;
	unsigned entries;
};

static bool refuse(struct planner *planner, const struct hp_bind_record *record, const char *why)
{
	hp_error(planner->diag, "'%s' of '%s' %s: describe the image that this patch was compiled for", record->name,
	         hp_base_identity(planner->base)->image, why);
	return false;
}

/* The identity, in the first record: image size and age, time stamp and checksum, the PDB's GUID. */
static void plan_head(struct planner *planner, struct hp_bind_record *record)
{
	const struct hp_base_identity *identity = hp_base_identity(planner->base);
	record->target = identity->image_size | (uint64_t)identity->age << 32;
	record->room = identity->timestamp | (uint64_t)identity->checksum << 32;
	memcpy(record->first, identity->guid, sizeof record->first);
}

static bool plan(void *self, const struct hp_bind_record *found)
{
	struct planner *planner = self;
	struct hp_bind_record record = *found;
	struct hp_base_symbol symbol;
	if (record.kind == HP_BIND_NEW || record.kind == HP_BIND_START)
		return true;
	if (record.kind == HP_BIND_HEAD) {
		plan_head(planner, &record);
		hp_bind_record_plan(&record);
		return true;
	}
	if (strcmp(record.name, HP_BASE_START) == 0) {
		hp_bind_record_plan(&record);
		return true;
	}
	switch (hp_base_find(planner->base, record.name, record.module, &symbol)) {
	case HP_BASE_FOUND:
		break;
	case HP_BASE_ABSENT:
		return refuse(planner, &record, "is not in the base");
	case HP_BASE_AMBIGUOUS:
		return refuse(planner, &record, "is there more than once");
	case HP_BASE_FAILED:
		return false;
	}
	record.target = symbol.address;
	if (record.kind == HP_BIND_ENTRY) {
		planner->entries++;
		record.room = symbol.room;
		memcpy(record.first, symbol.first, sizeof record.first);
	}
	hp_bind_record_plan(&record);
	return true;
}

bool hp_link_plan(struct hp_diag *diag, struct hp_base *base, const struct hp_pe *image)
{
	struct planner planner = {diag, base, 0};
	const char *reason;
	if (!hp_bind_table_visit(image, plan, &planner, &reason)) {
		if (reason)
			hp_error(diag, "the linked image cannot be planned: %s", reason);
		return false;
	}
	if (planner.entries)
		return true;
	hp_error(diag, "the objects list no function: compile at least one with a function list and --hpcc-base=");
	return false;
}
