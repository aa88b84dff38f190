/*
 * Compares what a variable starts with here and in the base: byte by byte, and addresses by the symbols that they
 * lead to. Names of statics and of literals say nothing across builds, so what they lead to is not compared.
 */
#include "pass/ir/contents.h"

#include "base/arena.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"

#include <inttypes.h>
#include <llvm-c/Target.h>
#include <stdlib.h>
#include <string.h>

struct address {
	uint64_t offset;
	const char *target; /* NULL: not to be compared */
	int64_t addend;
};

struct comparison {
	struct hp_module *module;
	struct address *ours;
	size_t count, room, next;
	const char *differs;
};

static void take_ours(void *self, uint64_t offset, LLVMValueRef global, int64_t addend)
{
	struct comparison *comparison = self;
	struct hp_arena *arena = comparison->module->arena;
	if (comparison->count == comparison->room) {
		size_t room = comparison->room ? 2 * comparison->room : 16;
		struct address *more = hp_arena_calloc(arena, room, sizeof *more);
		if (comparison->count)
			memcpy(more, comparison->ours, comparison->count * sizeof *more);
		comparison->ours = more;
		comparison->room = room;
	}
	bool named = global && !hp_owner_is_static(global);
	comparison->ours[comparison->count++] =
	    (struct address){offset, named ? hp_owner_spelling(comparison->module, global) : NULL, addend};
}

static void differ(struct comparison *comparison, uint64_t offset)
{
	if (!comparison->differs)
		comparison->differs = hp_arena_printf(comparison->module->arena, "at byte %" PRIu64, offset);
}

/* The base's addresses come in the order of their offsets, as ours do. */
static void take_base(void *self, uint64_t offset, const char *target, uint64_t addend)
{
	struct comparison *comparison = self;
	while (comparison->next < comparison->count && comparison->ours[comparison->next].offset < offset)
		differ(comparison, comparison->ours[comparison->next++].offset); /* no address there */
	if (comparison->next == comparison->count || comparison->ours[comparison->next].offset != offset) {
		differ(comparison, offset);
		return;
	}
	const struct address *ours = &comparison->ours[comparison->next++];
	const struct hp_slim *slim = comparison->module->slim;
	struct hp_slim_symbol here, there;
	/* Names of one address are one: aliases, folded functions. */
	if (ours->target && *target && slim->find(slim->self, ours->target, NULL, false, &here) == HP_SLIM_FOUND &&
	    slim->find(slim->self, target, NULL, false, &there) == HP_SLIM_FOUND &&
	    here.address + (uint64_t)ours->addend != there.address + addend)
		differ(comparison, offset);
}

/* Fills in what differs. The size of the base's; 0: nothing is known of it. */
static uint64_t compare(struct comparison *comparison, LLVMValueRef variable)
{
	struct hp_module *module = comparison->module;
	LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module->module);
	LLVMValueRef initialiser = LLVMGetInitializer(variable);
	uint64_t size = LLVMABISizeOfType(layout, LLVMTypeOf(initialiser));
	const struct hp_slim *slim = module->slim;
	unsigned char *bytes = hp_arena_calloc(module->arena, 2 * size + 1, 1), *known = bytes + size;
	hp_shim_lay_out(layout, initialiser, bytes, known, take_ours, comparison);
	char *source = hp_shim_debug_name(variable);
	size_t there = 0;
	const unsigned char *base = slim->contents(slim->self, hp_owner_spelling(module, variable), source,
	                                           hp_owner_is_static(variable), &there, take_base, comparison);
	free(source);
	if (!base)
		return 0;
	while (comparison->next < comparison->count)
		differ(comparison, comparison->ours[comparison->next++].offset);
	for (uint64_t i = 0; i < size && i < there; i++)
		if (known[i] && bytes[i] != base[i])
			differ(comparison, i);
	return there;
}

const char *hp_contents_differ(struct hp_module *module, LLVMValueRef variable)
{
	struct comparison comparison = {.module = module};
	return compare(&comparison, variable) ? comparison.differs : NULL;
}

bool hp_contents_same(struct hp_module *module, LLVMValueRef variable)
{
	struct comparison comparison = {.module = module};
	LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module->module);
	if (compare(&comparison, variable) != LLVMABISizeOfType(layout, LLVMGlobalGetValueType(variable)))
		return false;
	bool named = true;
	for (size_t i = 0; i < comparison.count; i++)
		named &= comparison.ours[i].target != NULL;
	return named && !comparison.differs;
}
