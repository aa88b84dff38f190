/*
 * Drift. The base build's object may have its functions in one section, so that calls between them are no relocations
 * there: places that the original relocates do not count, symbols that both name do.
 */
#include "diff/drift.h"

#include "base/arena.h"
#include "diff/finding.h"
#include "image/display.h"
#include "image/pe.h"

#include <string.h>

enum { LONGEST_PADDING = 64, PLACE = 4 };

/* The reference at that offset; *next goes forward with it: offsets are asked for in their order. */
static const struct hp_reference *reference_at(const struct hp_atom *atom, uint32_t offset, size_t *next)
{
	while (*next < atom->reference_count && atom->references[*next].offset < offset)
		++*next;
	bool there = *next < atom->reference_count && atom->references[*next].offset == offset;
	return there ? &atom->references[*next] : NULL;
}

static const char *target(const struct hp_reference *reference)
{
	return reference && reference->atom ? reference->atom->name : reference ? reference->name : "";
}

/* Whether both refer to one symbol, as far as both name it. */
static bool is_same_target(const struct hp_reference *original, const struct hp_reference *base)
{
	const char *one = target(original), *other = target(base);
	if (!*one || !*other || (original->atom && hp_atom_is_anonymous(original->atom)))
		return true;
	return strcmp(one, other) == 0;
}

static bool is_same_code(const struct hp_atom *original, const struct hp_atom *base)
{
	uint32_t at = 0;
	size_t next = 0;
	if (base->size < original->size || base->size - original->size > LONGEST_PADDING)
		return false;
	for (size_t i = 0; i <= original->reference_count; i++) {
		bool last = i == original->reference_count;
		uint32_t end = last ? original->size : original->references[i].offset;
		if (end > at && memcmp(original->bytes + at, base->bytes + at, end - at) != 0)
			return false;
		if (last)
			break;
		if (!is_same_target(&original->references[i],
		                    reference_at(base, original->references[i].offset, &next)))
			return false;
		at = end + PLACE > at ? end + PLACE : at;
	}
	return true;
}

void hp_drift_check(struct hp_arena *arena, struct hp_findings *findings, const char *source,
                    const struct hp_object *original, const struct hp_object *base)
{
	const char *reason = NULL, *name = "";
	size_t count = 0;
	for (size_t i = 0; i < original->count; i++) {
		const struct hp_atom *atom = &original->atoms[i], *twin;
		if (atom->kind != HP_ATOM_FUNCTION || !*atom->name || !atom->bytes)
			continue;
		twin = hp_object_find(base, atom->name);
		if (twin && twin->bytes && is_same_code(atom, twin))
			continue;
		if (!count++) {
			name = hp_base_display_name(arena, atom->name, original->machine == HP_PE_X86);
			reason = twin ? "has other code" : "is not there";
		}
	}
	if (!count)
		return;
	hp_findings_add(
	    findings,
	    &(struct hp_finding){
	        .kind = "drift",
	        .symbol = source,
	        .place = source,
	        .reason = hp_arena_printf(
	            arena, "the original is not what the base build was made from: '%s' %s in '%s'%s", name, reason,
	            base->path, count > 1 ? hp_arena_printf(arena, ", and so it is with %zu more", count - 1) : ""),
	        .remedy = "compare with the sources, compiler and options of the shipped image"});
}
