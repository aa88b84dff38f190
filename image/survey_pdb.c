/*
 * A survey from a PDB. External symbols are there by their objects' names, internal ones by a debugger's only.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "image/display.h"
#include "image/pdb_shim.h"
#include "image/survey.h"

#include <stdlib.h>
#include <string.h>

/* A function or variable by a debugger's name; external ones only for their size and module. */
struct described {
	const char *name;
	uint32_t address, module;
	uint64_t size;
	bool external;
};

struct reading {
	struct hp_survey *survey;
	struct described *described;
	size_t count, room;
};

static bool take_identity(void *self, const unsigned char guid[16], uint32_t age)
{
	const struct reading *reading = self;
	const struct hp_base_identity *identity = &reading->survey->identity;
	return identity->has_pdb && memcmp(identity->guid, guid, 16) == 0 && identity->age == age;
}

static void take_module(void *self, const struct hp_pdb_module *module)
{
	struct reading *reading = self;
	struct hp_base_module_row row = {.object = module->object,
	                                 .archive = module->archive,
	                                 .source = module->source,
	                                 .hotpatch = module->hotpatch,
	                                 .described = module->hotpatch >= 0};
	hp_survey_add_module(reading->survey, &row);
}

/* False if the image has no such section. */
static bool address_of(const struct hp_pe *pe, uint32_t section, uint32_t offset, uint32_t *address)
{
	if (!section || section > pe->section_count || offset >= pe->sections[section - 1].size)
		return false;
	*address = pe->sections[section - 1].address + offset;
	return true;
}

static void take_range(void *self, const struct hp_pdb_range *range)
{
	struct reading *reading = self;
	struct hp_survey *survey = reading->survey;
	struct hp_survey_range own = {.size = range->size, .module = range->module, .crc = range->crc};
	if (range->module <= survey->module_count &&
	    address_of(survey->pe, range->section, range->offset, &own.address))
		hp_survey_add_range(survey, &own);
}

static void describe(struct reading *reading, const struct hp_pdb_symbol *symbol, uint32_t address)
{
	struct hp_arena *arena = reading->survey->arena;
	if (reading->count == reading->room) {
		reading->room = reading->room ? 2 * reading->room : 1024;
		struct described *fresh = hp_arena_calloc(arena, reading->room, sizeof *fresh);
		if (reading->count)
			memcpy(fresh, reading->described, reading->count * sizeof *fresh);
		reading->described = fresh;
	}
	const char *name =
	    *symbol->scope ? hp_arena_printf(arena, "%s::%s", symbol->scope, symbol->name) : symbol->name;
	/* clang calls Itanium's vtables so, whatever their length, and gives them the type of a pointer. */
	const char *colon = strrchr(name, ':');
	uint64_t size = strcmp(colon ? colon + 1 : name, "_vtable$") == 0 ? 0 : symbol->size;
	reading->described[reading->count++] =
	    (struct described){hp_display_tidy(arena, name), address, symbol->module, size, symbol->external};
}

static void take_symbol(void *self, const struct hp_pdb_symbol *symbol)
{
	struct reading *reading = self;
	struct hp_survey *survey = reading->survey;
	uint32_t address = 0;
	bool base = symbol->kind == HP_PDB_PUBLIC && strstr(symbol->name, "__ImageBase");
	if (!base && !address_of(survey->pe, symbol->section, symbol->offset, &address))
		return;
	if (symbol->kind != HP_PDB_PUBLIC) {
		describe(reading, symbol, address);
		return;
	}
	struct hp_survey_symbol own = {.name = symbol->name, .address = address, .external = true};
	hp_survey_add_symbol(survey, &own);
}

static int compare(const void *left, const void *right)
{
	const struct described *a = left, *b = right;
	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	int order = strcmp(a->name, b->name);
	return order ? order : (a->module > b->module) - (a->module < b->module);
}

/* The first of those at an address; *count of them. */
static struct described *described_at(const struct reading *reading, uint32_t address, size_t *count)
{
	size_t low = 0, high = reading->count, end;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (reading->described[middle].address < address)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < reading->count && reading->described[end].address == address; end++)
		;
	*count = end - low;
	return reading->described + low;
}

/* Size and module of an external symbol. Where several share the address, the one of its name tells the module. */
static void complete(struct reading *reading, struct hp_survey_symbol *symbol)
{
	struct hp_survey *survey = reading->survey;
	const struct hp_survey_range *range = hp_survey_range_at(survey, symbol->address);
	size_t count;
	struct described *described = described_at(reading, symbol->address, &count);
	symbol->module = range ? range->module : 0;
	if (!count)
		return;
	symbol->size = described->size;
	if (count == 1 && described->external) {
		symbol->module = described->module ? described->module : symbol->module;
		return;
	}
	const char *shown = hp_base_display_name(survey->arena, symbol->name, survey->pe->machine == HP_PE_X86);
	for (size_t i = 0; i < count; i++)
		if (strcmp(described[i].name, shown) == 0) {
			symbol->module = described[i].module ? described[i].module : symbol->module;
			symbol->size = described[i].size;
			described[i].external = true; /* it is this one */
		}
}

static void merge(struct reading *reading)
{
	struct hp_survey *survey = reading->survey;
	if (reading->count)
		qsort(reading->described, reading->count, sizeof *reading->described, compare);
	hp_survey_sort_ranges(survey);
	for (size_t i = 0; i < survey->symbol_count; i++)
		complete(reading, &survey->symbols[i]);
	for (size_t i = 0; i < reading->count; i++) {
		const struct described *described = &reading->described[i];
		struct hp_survey_symbol symbol = {.name = described->name,
		                                  .address = described->address,
		                                  .module = described->module,
		                                  .size = described->size,
		                                  .display = true};
		if (!described->external)
			hp_survey_add_symbol(survey, &symbol);
	}
}

bool hp_survey_read_pdb(struct hp_survey *survey, const char *path)
{
	struct reading reading = {.survey = survey};
	struct hp_pdb_reader reader = {&reading, take_identity, take_module, take_range, take_symbol};
	char *error = NULL;
	if (hp_shim_pdb_read(path, &reader, &error)) {
		survey->identity.source = HP_BASE_SOURCE_PDB;
		merge(&reading);
		return true;
	}
	if (error)
		hp_error(survey->diag, "cannot read PDB '%s': %s", path, error);
	else
		hp_error(survey->diag,
		         survey->identity.has_pdb
		             ? "PDB '%s' is of another build than image '%s': give the one that was written with it"
		             : "PDB '%s' cannot belong to image '%s', which names none: link with /debug or "
		               "-Wl,--pdb=FILE",
		         path, survey->path);
	free(error);
	return false;
}
