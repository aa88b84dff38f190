/*
 * What code says of functions: jumps and calls into the bytes that a loader changes, the first instruction behind its
 * start and the padding; loops that begin at a function's start; and whose address is used for more than a call. All
 * code of known functions is decoded for that; what cannot be decoded is stepped over.
 */
#include "base/arena.h"
#include "image/code.h"
#include "image/survey.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRY_BYTES = 2 /* of the short jump on x86 and x64 */, PAD_BYTES = 14 /* of the longest jump in a pad */ };

struct entries {
	struct hp_survey *survey;
	unsigned char *bits; /* one a byte of the image: a loader may write there */
};

static bool is_function(const struct hp_survey_symbol *symbol)
{
	return symbol->kind == HP_BASE_FUNCTION;
}

static void mark_entry(struct entries *entries, const struct hp_survey_symbol *symbol)
{
	const struct hp_pe *pe = entries->survey->pe;
	uint32_t room = hp_code_room(pe, symbol->address, PAD_BYTES);
	for (uint32_t at = symbol->address - room; at < symbol->address + ENTRY_BYTES && at < pe->image_size; at++)
		if (at != symbol->address)
			entries->bits[at / 8] |= (unsigned char)(1u << at % 8);
}

/* The functions whose entry bytes or padding hold the address. */
static void mark_target(struct entries *entries, uint32_t target)
{
	struct hp_survey *survey = entries->survey;
	if (target >= survey->pe->image_size || !(entries->bits[target / 8] & 1u << target % 8))
		return;
	for (size_t low = hp_survey_first_at(survey->places, survey->symbol_count, target + 1 - ENTRY_BYTES);
	     low < survey->symbol_count && survey->places[low]->address <= target + PAD_BYTES; low++) {
		struct hp_survey_symbol *symbol = survey->places[low];
		uint32_t room = hp_code_room(survey->pe, symbol->address, PAD_BYTES);
		if (is_function(symbol) && symbol->address != target && target + room >= symbol->address)
			symbol->branched = true;
	}
}

static void mark_taken(struct hp_survey *survey, uint32_t address)
{
	for (size_t at = hp_survey_first_at(survey->places, survey->symbol_count, address);
	     at < survey->symbol_count && survey->places[at]->address == address; at++)
		survey->places[at]->taken = is_function(survey->places[at]);
}

/* Addresses that the loader relocates, in data and on x86 in code. */
static void mark_pointers(struct hp_survey *survey)
{
	unsigned width = hp_pe_pointer_size(survey->pe);
	for (size_t i = 0; i < survey->pointer_count; i++) {
		const unsigned char *bytes = hp_pe_bytes(survey->pe, survey->pointers[i], width);
		uint64_t value = 0;
		if (bytes)
			memcpy(&value, bytes, width);
		value -= survey->pe->preferred_base;
		if (value < survey->pe->image_size)
			mark_taken(survey, (uint32_t)value);
	}
}

static void decode(struct entries *entries, struct hp_code *code, struct hp_survey_symbol *symbol)
{
	uint64_t size = symbol->size && symbol->size < symbol->extent ? symbol->size : symbol->extent;
	uint32_t step = entries->survey->pe->machine == HP_PE_ARM64 ? 4 : 1;
	for (uint32_t at = 0; at < size;) {
		struct hp_code_step one = hp_code_decode(code, symbol->address + at, (uint32_t)(size - at));
		uint32_t address;
		if (hp_code_makes_address(code, symbol->address + at, one.size, &address))
			mark_taken(entries->survey, address);
		if (one.branches)
			mark_target(entries, one.target);
		if (one.branches && !one.call && one.target == symbol->address &&
		    !hp_code_sets_frame_up(code, symbol->address, (uint32_t)size))
			symbol->branched = true;
		at += one.size ? one.size : step;
	}
}

bool hp_survey_mark_code(struct hp_survey *survey)
{
	struct hp_code *code = hp_code_new(survey->pe);
	struct entries entries = {survey, calloc(survey->pe->image_size / 8 + 1, 1)};
	bool done = code && entries.bits;
	for (size_t i = 0; done && i < survey->symbol_count; i++)
		if (is_function(survey->places[i]))
			mark_entry(&entries, survey->places[i]);
	for (size_t i = 0; done && i < survey->symbol_count; i++)
		if (is_function(survey->places[i]) &&
		    (!i || survey->places[i - 1]->address != survey->places[i]->address))
			decode(&entries, code, survey->places[i]);
	mark_pointers(survey);
	free(entries.bits);
	hp_code_free(code);
	return done;
}
