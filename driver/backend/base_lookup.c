/*
 * What the pass asks of a base description. Decides which names of a global are tried.
 */
#include "backend/base_lookup.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "base/target.h"
#include "image/base.h"
#include "image/entry.h"
#include "image/pe.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static enum hp_pe_machine machine_of(enum hp_arch arch)
{
	static const enum hp_pe_machine machines[] = {[HP_ARCH_OTHER] = HP_PE_NONE,
	                                              [HP_ARCH_X86] = HP_PE_X86,
	                                              [HP_ARCH_X64] = HP_PE_X64,
	                                              [HP_ARCH_ARM64] = HP_PE_ARM64};
	return machines[arch];
}

static enum hp_slim_kind kind_of(enum hp_base_kind kind)
{
	switch (kind) {
	case HP_BASE_FUNCTION:
	case HP_BASE_IMPORT_THUNK:
		return HP_SLIM_FUNCTION;
	case HP_BASE_THREAD_LOCAL:
		return HP_SLIM_THREAD;
	case HP_BASE_CONSTANT:
		return HP_SLIM_CONSTANT;
	default:
		return HP_SLIM_VARIABLE;
	}
}

/* Why the base's function cannot be made to jump into a patch, NULL if it can. */
static const char *bar(struct hp_base_lookup *lookup, const struct hp_base_symbol *symbol)
{
	struct hp_strvec reasons;
	hp_strvec_init(&reasons, lookup->arena);
	hp_entry_reasons(lookup->base, lookup->arena, symbol, &reasons);
	return reasons.count
	           ? hp_arena_printf(lookup->arena, "%s, or list the functions that call it", reasons.items[0])
	           : NULL;
}

/* The linker's name for the start of the image: no description has a row for it. */
static bool is_image_start(const char *symbol)
{
	return strcmp(symbol, HP_BASE_START) == 0 || strcmp(symbol, "_" HP_BASE_START) == 0;
}

static enum hp_base_found look(struct hp_base_lookup *lookup, const char *symbol, const char *source, bool local,
                               struct hp_base_symbol *found)
{
	enum hp_base_found answer = hp_base_find_in(lookup->base, symbol, lookup->module, found);
	if (answer == HP_BASE_ABSENT && local && source)
		answer = hp_base_find_in(lookup->base, source, lookup->module, found);
	return answer;
}

/* Whether the description may lack statics of the unit's object. */
static bool is_undescribed(struct hp_base_lookup *lookup)
{
	return lookup->module != HP_BASE_NO_MODULE && !hp_base_describes(lookup->base, lookup->module);
}

static enum hp_slim_answer find(void *self, const char *symbol, const char *source, bool local,
                                struct hp_slim_symbol *found)
{
	struct hp_base_lookup *lookup = self;
	struct hp_base_symbol known;
	if (is_image_start(symbol)) {
		*found = (struct hp_slim_symbol){.kind = HP_SLIM_VARIABLE, .name = HP_BASE_START};
		return HP_SLIM_FOUND;
	}
	switch (look(lookup, symbol, source, local, &known)) {
	case HP_BASE_ABSENT:
		return local && is_undescribed(lookup) ? HP_SLIM_UNKNOWN : HP_SLIM_ABSENT;
	case HP_BASE_AMBIGUOUS:
		return HP_SLIM_AMBIGUOUS;
	case HP_BASE_FAILED: /* reported: the compilation fails */
		return HP_SLIM_ABSENT;
	case HP_BASE_FOUND:
		break;
	}
	if (known.external == local) /* a static is no other file's variable of its name, nor the other way round */
		return HP_SLIM_ABSENT;
	*found = (struct hp_slim_symbol){.kind = kind_of(known.kind),
	                                 .size = known.size,
	                                 .address = known.address,
	                                 .taken = known.taken,
	                                 .name = hp_arena_strdup(lookup->arena, known.name)};
	if (found->kind == HP_SLIM_FUNCTION)
		found->barred = bar(lookup, &known);
	return HP_SLIM_FOUND;
}

/* The pass's visitor behind image/base.h's. */
struct visit {
	void (*visit)(void *to, uint64_t offset, const char *target, uint64_t addend);
	void *to;
};

static void take_address(void *self, uint32_t offset, const char *target, uint32_t addend)
{
	struct visit *visit = self;
	visit->visit(visit->to, offset, target, addend);
}

static const unsigned char *contents(void *self, const char *symbol, const char *source, bool local, size_t *size,
                                     void (*visit)(void *to, uint64_t offset, const char *target, uint64_t addend),
                                     void *to)
{
	struct hp_base_lookup *lookup = self;
	struct hp_base_symbol known;
	struct visit through = {visit, to};
	if (is_image_start(symbol) || look(lookup, symbol, source, local, &known) != HP_BASE_FOUND)
		return NULL;
	return hp_base_contents(lookup->base, &known, size, take_address, &through);
}

static const char *identity_text(struct hp_arena *arena, const struct hp_base_identity *identity)
{
	char guid[2 * sizeof identity->guid + 1];
	for (size_t i = 0; i < sizeof identity->guid; i++)
		snprintf(guid + 2 * i, 3, "%02x", identity->guid[i]);
	return hp_arena_printf(arena,
	                       "hpcc patch of %s, PDB %s age %" PRIu32 ", time stamp %08" PRIx32
	                       ", checksum %08" PRIx32 ", size %08" PRIx32,
	                       identity->image, guid, identity->age, identity->timestamp, identity->checksum,
	                       identity->image_size);
}

bool hp_base_lookup_open(struct hp_base_lookup *lookup, struct hp_arena *arena, struct hp_diag *diag,
                         const char *path)
{
	*lookup = (struct hp_base_lookup){.arena = arena, .diag = diag};
	lookup->base = hp_base_open(arena, diag, path);
	if (!lookup->base)
		return false;
	lookup->slim = (struct hp_slim){.name = hp_base_identity(lookup->base)->image,
	                                .identity = identity_text(arena, hp_base_identity(lookup->base)),
	                                .self = lookup,
	                                .find = find,
	                                .contents = contents};
	return true;
}

/* A base that does not say what it was linked of: a name that it has once is the unit's. */
static int64_t unknown_module(struct hp_base_lookup *lookup)
{
	return hp_base_has_modules(lookup->base) ? HP_BASE_UNCLEAR_MODULE : HP_BASE_ANY_MODULE;
}

bool hp_base_lookup_module(struct hp_base_lookup *lookup, const char *module, const char *source)
{
	const char *name = module ? module : source;
	if (module && strcmp(module, "none") == 0) {
		lookup->module = HP_BASE_NO_MODULE;
		return true;
	}
	enum hp_base_found found = name ? hp_base_module(lookup->base, name, &lookup->module) : HP_BASE_ABSENT;
	switch (found) {
	case HP_BASE_FOUND:
		lookup->slim.module = name;
		return true;
	case HP_BASE_AMBIGUOUS:
		lookup->module = HP_BASE_UNCLEAR_MODULE;
		return true;
	case HP_BASE_FAILED:
		return false;
	case HP_BASE_ABSENT:
		break;
	}
	lookup->module = unknown_module(lookup);
	if (!module || lookup->module == HP_BASE_ANY_MODULE)
		return true;
	hp_error(lookup->diag,
	         "'%s' has no object '%s': name it in --hpcc-base-module= as its link did ('hpcc-base show' has the "
	         "names), or 'none' for a file that is new",
	         lookup->slim.name, module);
	return false;
}

void hp_base_lookup_close(struct hp_base_lookup *lookup)
{
	hp_base_close(lookup->base);
}

bool hp_base_lookup_fits(struct hp_base_lookup *lookup, const char *triple)
{
	if ((unsigned)machine_of(hp_target_parse(triple).arch) == hp_base_identity(lookup->base)->machine)
		return true;
	hp_error(
	    lookup->diag,
	    "'%s' is an image for another processor than '%s': name the description of the image that is patched",
	    lookup->slim.name, triple);
	return false;
}
