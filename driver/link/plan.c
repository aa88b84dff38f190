/*
 * Fills in the plan of a patch image: for each record the base's address, and for entries the room and the bytes that
 * must be found there. Decides what must agree before an image is worth loading.
 */
#include "link/plan.h"

#include "base/arena.h"
#include "base/diag.h"
#include "image/base.h"
#include "image/bind_table.h"
#include "image/pe.h"

#include <string.h>
#include <uthash.h>

/* A function of the base that is entered. */
struct entered {
	UT_hash_handle hh;
	uint64_t base;        /* key: its address there */
	uint64_t replacement; /* in the patch */
	const char *name;     /* the image's */
};

struct planner {
	struct hp_arena *arena;
	struct hp_diag *diag;
	struct hp_base *base;
	struct entered *entered;
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

/*
 * Objects that share an inline function each have an entry for it: there is but one function to jump to. Names that
 * are variants of one, as a constructor's, may be two functions in the patch that do the same.
 */
static bool plan_entry(struct planner *planner, struct hp_bind_record *record, const struct hp_base_symbol *symbol)
{
	struct entered *found;
	HASH_FIND(hh, planner->entered, &record->target, sizeof record->target, found);
	if (found && found->replacement != record->where && strcmp(found->name, record->name) == 0) {
		hp_error(
		    planner->diag,
		    "two of the objects replace '%s' of '%s' by a function of their own: leave out the one whose "
		    "object is not in that image",
		    record->name, hp_base_identity(planner->base)->image);
		return false;
	}
	if (!found) {
		found = hp_arena_calloc(planner->arena, 1, sizeof *found);
		found->base = record->target;
		found->replacement = record->where;
		found->name = record->name;
		HASH_ADD(hh, planner->entered, base, sizeof found->base, found);
	}
	record->room = symbol->room;
	record->size = symbol->size ? symbol->size : symbol->extent;
	memcpy(record->first, symbol->first, sizeof record->first);
	return true;
}

static bool plan(void *self, const struct hp_bind_record *found)
{
	struct planner *planner = self;
	struct hp_bind_record record = *found;
	struct hp_base_symbol symbol;
	if (!hp_bind_is_of_base(record.kind))
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
	if (record.kind == HP_BIND_ENTRY && !plan_entry(planner, &record, &symbol))
		return false;
	hp_bind_record_plan(&record);
	return true;
}

bool hp_link_plan(struct hp_arena *arena, struct hp_diag *diag, struct hp_base *base, const struct hp_pe *image)
{
	struct planner planner = {arena, diag, base, NULL};
	const char *reason;
	bool done = hp_bind_table_visit(image, plan, &planner, &reason), enters = planner.entered != NULL;
	HASH_CLEAR(hh, planner.entered);
	if (!done && reason)
		hp_error(diag, "the linked image cannot be planned: %s", reason);
	if (!done || enters)
		return done;
	hp_error(diag, "the objects list no function: compile at least one with a function list and --hpcc-base=");
	return false;
}
