/*
 * A finished survey becomes rows: what is read from the image for each symbol, contents and first instructions
 * included.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "image/code.h"
#include "image/survey.h"

#include <string.h>

enum {
	ROOM_LIMIT = 64,
	KEPT_CONTENTS = 64 * 1024, /* bytes; of longer ones only the hash is kept */
	LONGEST_SYMBOL = 1 << 30
};

struct writing {
	struct hp_survey *survey;
	struct hp_base_writer *writer;
	struct hp_code *code;
	struct hp_base_symbol row;
	uint64_t hash;
	bool keep, failed; /* while relocations are visited */
};

/* The symbol that an address leads to or into: the best one of the last place before it in its section. */
static const struct hp_survey_symbol *symbol_before(const struct hp_survey *survey, uint32_t address)
{
	size_t low = 0, high = survey->symbol_count;
	const struct hp_pe_section *section = hp_pe_section_at(survey->pe, address);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (survey->places[middle]->address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || (section && survey->places[low - 1]->address < section->address))
		return NULL;
	uint32_t found = survey->places[low - 1]->address;
	for (high = low - 1, low = 0; low < high;) { /* the first of that address */
		size_t middle = low + (high - low) / 2;
		if (survey->places[middle]->address < found)
			low = middle + 1;
		else
			high = middle;
	}
	return survey->places[low];
}

/* One address in the contents: zeros in `bytes`, its target by name in the hash, a row if contents are kept. */
static void take_pointer(struct writing *writing, unsigned char *bytes, uint32_t offset)
{
	struct hp_survey *survey = writing->survey;
	unsigned width = hp_pe_pointer_size(survey->pe);
	uint64_t value = 0;
	memcpy(&value, bytes + offset, width);
	memset(bytes + offset, 0, width);
	uint32_t target = (uint32_t)(value - survey->pe->preferred_base);
	const struct hp_survey_symbol *symbol = symbol_before(survey, target);
	uint32_t addend = symbol ? target - symbol->address : target, number[] = {offset, addend};
	writing->hash = hp_hash_bytes(writing->hash, number, sizeof number);
	writing->hash = hp_hash_string(writing->hash, symbol ? symbol->name : "");
	if (writing->keep &&
	    !hp_base_write_relocation(writing->writer, writing->row.id, offset, symbol ? symbol->name : "", addend))
		writing->failed = true;
}

static void take_pointers(struct writing *writing, unsigned char *bytes, uint32_t address, uint32_t size)
{
	const struct hp_survey *survey = writing->survey;
	unsigned width = hp_pe_pointer_size(survey->pe);
	size_t low = 0, high = survey->pointer_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (survey->pointers[middle] < address)
			low = middle + 1;
		else
			high = middle;
	}
	for (uint32_t last = 0; low < survey->pointer_count && survey->pointers[low] - address < size; low++) {
		uint32_t offset = survey->pointers[low] - address;
		if (offset < last || offset + width > size)
			continue; /* overlapping, or the next symbol's */
		take_pointer(writing, bytes, offset);
		last = offset + width;
	}
}

/* Contents of a constant or an initialised variable; what lies behind the section's stored bytes has none. */
static bool write_contents(struct writing *writing, const struct hp_survey_symbol *symbol)
{
	struct hp_survey *survey = writing->survey;
	uint64_t size = symbol->size && symbol->size < symbol->extent ? symbol->size : symbol->extent;
	const unsigned char *bytes =
	    size && size < LONGEST_SYMBOL ? hp_pe_bytes(survey->pe, symbol->address, (uint32_t)size) : NULL;
	if (!bytes)
		return true;
	struct hp_arena arena;
	hp_arena_init(&arena);
	unsigned char *own = hp_arena_alloc(&arena, (size_t)size);
	memcpy(own, bytes, (size_t)size);
	writing->keep = size <= KEPT_CONTENTS;
	writing->hash = HP_HASH_START;
	take_pointers(writing, own, symbol->address, (uint32_t)size);
	writing->row.hash = hp_hash_bytes(writing->hash, own, (size_t)size);
	writing->row.has_hash = true;
	if (writing->keep && !hp_base_write_contents(writing->writer, writing->row.id, own, (size_t)size))
		writing->failed = true;
	hp_arena_fini(&arena);
	return !writing->failed;
}

/* Padding in front of a function; where the function before it is known to end, no bytes of that one. */
static uint32_t room_of(const struct hp_survey *survey, uint32_t address)
{
	uint32_t room = hp_code_room(survey->pe, address, ROOM_LIMIT);
	const struct hp_survey_symbol *before = address ? symbol_before(survey, address - 1) : NULL;
	if (before && before->size <= before->extent && before->address + before->size > address - room)
		room = address - before->address - (uint32_t)before->size;
	return room;
}

static void read_entry(struct writing *writing, const struct hp_survey_symbol *symbol)
{
	const struct hp_pe *pe = writing->survey->pe;
	uint32_t limit = symbol->extent < UINT32_MAX ? (uint32_t)symbol->extent : UINT32_MAX;
	struct hp_code_step step = hp_code_decode(writing->code, symbol->address, limit);
	const unsigned char *bytes = step.size ? hp_pe_bytes(pe, symbol->address, step.size) : NULL;
	writing->row.room = room_of(writing->survey, symbol->address);
	if (bytes && step.size <= sizeof writing->row.first) {
		memcpy(writing->row.first, bytes, step.size);
		writing->row.first_size = step.size;
	}
}

static bool write_symbol(struct writing *writing, const struct hp_survey_symbol *symbol)
{
	struct hp_survey *survey = writing->survey;
	struct hp_pe_tls tls = {0};
	enum hp_base_kind kind = symbol->kind;
	int64_t id = writing->row.id + 1;
	writing->row = (struct hp_base_symbol){.id = id,
	                                       .name = symbol->name,
	                                       .kind = kind,
	                                       .external = symbol->external,
	                                       .ambiguous = symbol->ambiguous,
	                                       .display = symbol->display,
	                                       .address = symbol->address,
	                                       .size = symbol->size,
	                                       .extent = symbol->extent,
	                                       .sharing = symbol->sharing,
	                                       .branched = symbol->branched,
	                                       .taken = symbol->taken};
	if (kind == HP_BASE_FUNCTION || kind == HP_BASE_IMPORT_THUNK)
		read_entry(writing, symbol);
	else if (kind != HP_BASE_IMPORT_SLOT && !write_contents(writing, symbol))
		return false;
	if (kind == HP_BASE_THREAD_LOCAL && hp_pe_tls(survey->pe, &tls))
		writing->row.address -= tls.start;
	return hp_base_write_symbol(writing->writer, &writing->row, symbol->module);
}

bool hp_survey_write(struct hp_survey *survey, struct hp_base_writer *writer)
{
	struct writing writing = {.survey = survey, .writer = writer, .code = hp_code_new(survey->pe)};
	bool done = writing.code && hp_survey_mark_code(survey);
	if (!done)
		hp_internal(survey->diag, "LLVM has no disassembler for the image's machine");
	done = done && hp_base_write_identity(writer, &survey->identity);
	for (size_t i = 0; done && i < survey->module_count; i++)
		done = hp_base_write_module(writer, &survey->modules[i]);
	for (size_t i = 0; done && i < survey->symbol_count; i++)
		done = write_symbol(&writing, &survey->symbols[i]);
	hp_code_free(writing.code);
	return done;
}
