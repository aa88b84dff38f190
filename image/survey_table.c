/*
 * A survey from the image's own symbol table and DWARF, which MinGW's linkers leave in it. The table has the names;
 * DWARF says from which unit what is, how large (else survey.c finds it out), and names statics that lld leaves out
 * (GCC's have a record more).
 */
#include "base/arena.h"
#include "base/diag.h"
#include "image/coff.h"
#include "image/display.h"
#include "image/dwarf_shim.h"
#include "image/survey.h"

#include <stdlib.h>
#include <string.h>

/* A function or variable as DWARF has it. */
struct described {
	const char *name;
	uint32_t address, module;
	uint64_t size;
	bool external, display, used;
};

struct reading {
	struct hp_survey *survey;
	struct hp_coff coff;
	struct described *described;
	size_t count, room;
	const char *file; /* of the last FILE entry, "" if there was none */
	uint32_t module;  /* of that entry; 0: not made yet */
};

/* False for what no image has: code that the linker dropped has addresses near 0. */
static bool relative(const struct hp_pe *pe, uint64_t address, uint32_t *to)
{
	uint64_t offset = address - pe->preferred_base;
	if (address < pe->preferred_base || offset >= pe->image_size || !hp_pe_section_at(pe, (uint32_t)offset))
		return false;
	*to = (uint32_t)offset;
	return true;
}

static void take_unit(void *self, const char *source)
{
	struct reading *reading = self;
	struct hp_base_module_row row = {
	    .object = "", .archive = "", .source = source, .hotpatch = -1, .described = true};
	reading->module = hp_survey_add_module(reading->survey, &row);
}

static void take_range(void *self, uint64_t low, uint64_t high)
{
	struct reading *reading = self;
	struct hp_survey_range range = {.module = reading->module};
	if (high <= low || high - low > UINT32_MAX || !relative(reading->survey->pe, low, &range.address))
		return;
	range.size = (uint32_t)(high - low);
	hp_survey_add_range(reading->survey, &range);
}

static void take_described(void *self, const struct hp_dwarf_symbol *symbol)
{
	struct reading *reading = self;
	struct hp_arena *arena = reading->survey->arena;
	struct described own = {.module = reading->module, .size = symbol->size, .external = symbol->external};
	bool x86 = reading->survey->pe->machine == HP_PE_X86;
	if (!relative(reading->survey->pe, symbol->address, &own.address))
		return;
	own.display = *symbol->scope != '\0';
	own.name = own.display ? hp_display_tidy(arena, hp_arena_printf(arena, "%s::%s", symbol->scope, symbol->name))
	                       : hp_arena_printf(arena, "%s%s", x86 ? "_" : "", symbol->name);
	if (reading->count == reading->room) {
		reading->room = reading->room ? 2 * reading->room : 1024;
		struct described *fresh = hp_arena_calloc(arena, reading->room, sizeof *fresh);
		if (reading->count)
			memcpy(fresh, reading->described, reading->count * sizeof *fresh);
		reading->described = fresh;
	}
	reading->described[reading->count++] = own;
}

static int compare(const void *left, const void *right)
{
	const struct described *a = left, *b = right;
	return a->address != b->address ? (a->address < b->address ? -1 : 1) : strcmp(a->name, b->name);
}

/* The first at an address, or NULL. */
static struct described *described_at(const struct reading *reading, uint32_t address)
{
	size_t low = 0, high = reading->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (reading->described[middle].address < address)
			low = middle + 1;
		else
			high = middle;
	}
	return low < reading->count && reading->described[low].address == address ? &reading->described[low] : NULL;
}

/* GNU ld's FILE entry: two objects of one source name have two. */
static void take_file(struct reading *reading, const char *name)
{
	reading->file = hp_arena_strdup(reading->survey->arena, name);
	reading->module = 0;
}

static uint32_t module_of_file(struct reading *reading)
{
	struct hp_base_module_row row = {
	    .object = "", .archive = "", .source = reading->file, .hotpatch = -1, .described = true};
	if (!reading->module && *reading->file)
		reading->module = hp_survey_add_module(reading->survey, &row);
	return reading->module;
}

/* `.weak.f.default.x` is how COFF spells the body of a weak f. */
static const char *without_weak(struct hp_arena *arena, const char *name)
{
	const char *end = strncmp(name, ".weak.", 6) == 0 ? strstr(name + 6, ".default") : NULL;
	return end ? hp_arena_strndup(arena, name + 6, (size_t)(end - name - 6)) : name;
}

static void take_symbol(void *self, const struct hp_coff_symbol *symbol)
{
	struct reading *reading = self;
	struct hp_survey *survey = reading->survey;
	const struct hp_pe *pe = survey->pe;
	if (symbol->class == HP_COFF_FILE)
		take_file(reading, symbol->name);
	bool external = symbol->class == HP_COFF_EXTERNAL || symbol->class == HP_COFF_WEAK;
	if ((!external && symbol->class != HP_COFF_STATIC) || symbol->section < 1 ||
	    (unsigned)symbol->section > pe->section_count || symbol->is_section || !*symbol->name ||
	    symbol->value >= pe->sections[symbol->section - 1].size)
		return;
	if (!external && *symbol->name == '.') /* sections of the objects, labels */
		return;
	struct hp_survey_symbol own = {.name = without_weak(survey->arena, symbol->name), .external = external};
	own.address = pe->sections[symbol->section - 1].address + symbol->value;
	struct described *described = described_at(reading, own.address);
	const struct hp_survey_range *range = hp_survey_range_at(survey, own.address);
	if (described) {
		own.module = described->module;
		own.size = described->size;
		for (; described < reading->described + reading->count && described->address == own.address;
		     described++)
			described->used = true;
	} else if (range) {
		own.module = range->module;
	} else if (!external) {
		own.module = module_of_file(reading);
	}
	hp_survey_add_symbol(survey, &own);
}

bool hp_survey_read_table(struct hp_survey *survey)
{
	struct reading reading = {.survey = survey, .file = ""};
	struct hp_dwarf_reader reader = {&reading, take_unit, take_range, take_described};
	char *error = NULL;
	hp_coff_of_image(&reading.coff, survey->pe);
	survey->identity.source = HP_BASE_SOURCE_SYMBOLS;
	if (!hp_shim_dwarf_read(survey->path, &reader, &error)) {
		hp_error(survey->diag, "cannot read debug information of image '%s': %s", survey->path, error);
		free(error);
		return false;
	}
	if (reading.count)
		qsort(reading.described, reading.count, sizeof *reading.described, compare);
	hp_survey_sort_ranges(survey);
	reading.module = 0;
	hp_coff_symbols(&reading.coff, take_symbol, &reading);
	for (size_t i = 0; i < reading.count; i++) {
		const struct described *described = &reading.described[i];
		struct hp_survey_symbol symbol = {.name = described->name,
		                                  .address = described->address,
		                                  .module = described->module,
		                                  .size = described->size,
		                                  .external = described->external,
		                                  .display = described->display};
		if (!described->used)
			hp_survey_add_symbol(survey, &symbol);
	}
	return true;
}
