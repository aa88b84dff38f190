/*
 * Turns the bind table of a slim patch image into the steps of a plan.
 */
#include "slim.h"

#include "image/bind_table.h"
#include "image/pe.h"

#include <stdio.h>
#include <string.h>

static enum plan_kind kind_of(enum hp_bind_kind kind)
{
	switch (kind) {
	case HP_BIND_OFFSET:
		return PLAN_SET;
	case HP_BIND_COPY:
		return PLAN_COPY;
	case HP_BIND_ENTRY:
		return PLAN_ENTER;
	default:
		return PLAN_SLOT;
	}
}

static bool take(void *self, const struct hp_bind_record *record)
{
	struct plan_step step = {.kind = kind_of(record->kind),
	                         .patch = record->where,
	                         .base = (uint32_t)record->target,
	                         .own = (uint32_t)record->addend};
	if (record->kind == HP_BIND_HEAD || record->kind == HP_BIND_NEW)
		return true;
	if (step.kind == PLAN_ENTER) {
		step.first_size = PLAN_FIRST;
		memcpy(step.first, record->first, PLAN_FIRST);
	}
	snprintf(step.name, sizeof step.name, "%s", record->name);
	plan_add(self, &step);
	return true;
}

bool slim_plan(const struct hp_pe *base, const struct hp_pe *patch, struct plan *plan)
{
	const char *reason;
	*plan = (struct plan){.machine = base->machine,
	                      .base = {base->timestamp, base->image_size},
	                      .patch = {patch->timestamp, patch->image_size}};
	if (hp_bind_table_visit(patch, take, plan, &reason))
		return true;
	fprintf(stderr, "the slim patch cannot be applied: %s\n", reason);
	return false;
}
