/*
 * What a linker's map adds to a survey: names of internal symbols that a PDB has by a debugger's name only, objects
 * of what the image's own table has; or everything, of an image without symbols.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "image/base_modules.h"
#include "image/display.h"
#include "image/map.h"
#include "image/map_sections.h"
#include "image/survey.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct hp_survey *survey;
	struct hp_survey_symbol **places; /* those from better sources, by address */
	size_t count;
	const char *last_object; /* of the sections, and its module */
	uint32_t last_module;
	struct hp_survey_range *ranges;
	size_t range_count, range_room;
	uint64_t base;                        /* what the map's addresses are relative to */
	bool alone;                           /* there is no better source */
	const struct hp_map_symbol **unknown; /* static ones that no better source has under their name, by address */
	size_t unknown_count;
};

static int compare(const void *left, const void *right)
{
	const struct hp_survey_symbol *a = *(struct hp_survey_symbol *const *)left,
	                              *b = *(struct hp_survey_symbol *const *)right;
	return (a->address > b->address) - (a->address < b->address);
}

static void sort_places(struct reading *reading)
{
	struct hp_survey *survey = reading->survey;
	reading->count = survey->symbol_count;
	reading->places = hp_arena_calloc(survey->arena, reading->count + 1, sizeof(void *));
	for (size_t i = 0; i < reading->count; i++)
		reading->places[i] = &survey->symbols[i];
	qsort(reading->places, reading->count, sizeof(void *), compare);
}

/* "lib:member.obj" of a map. */
static uint32_t module_of(struct reading *reading, const char *text)
{
	struct hp_survey *survey = reading->survey;
	const char *colon = strrchr(text, ':');
	const char *object = colon ? colon + 1 : text;
	const char *archive = colon ? hp_arena_strndup(survey->arena, text, (size_t)(colon - text)) : "";
	for (size_t i = survey->module_count; i; i--) {
		const struct hp_base_module_row *module = &survey->modules[i - 1];
		if (strcmp(module->object, object) == 0 && strcmp(module->archive, archive) == 0)
			return (uint32_t)i;
	}
	struct hp_base_module_row row = {.object = object, .archive = archive, .source = "", .hotpatch = -1};
	return hp_survey_add_module(survey, &row);
}

/* Whether the better source has the symbol; then with the map's name. */
static bool rename_known(struct reading *reading, const struct hp_map_symbol *symbol)
{
	bool x86 = reading->survey->pe->machine == HP_PE_X86;
	const char *shown = symbol->internal ? hp_base_display_name(reading->survey->arena, symbol->name, x86) : NULL;
	for (size_t i = hp_survey_first_at(reading->places, reading->count, symbol->address);
	     i < reading->count && reading->places[i]->address == symbol->address; i++) {
		struct hp_survey_symbol *known = reading->places[i];
		if (known->external != !symbol->internal)
			continue;
		if (!known->display && strcmp(known->name, symbol->name) == 0)
			return true;
		if (known->display && shown && strcmp(known->name, shown) == 0) {
			known->name = hp_arena_strdup(reading->survey->arena, symbol->name);
			known->display = false;
			return true;
		}
	}
	return false;
}

static void add_symbol(struct reading *reading, const struct hp_map_symbol *symbol)
{
	struct hp_survey *survey = reading->survey;
	const struct hp_survey_range *range = hp_survey_range_at(survey, symbol->address);
	struct hp_survey_symbol own = {
	    .name = symbol->name, .address = symbol->address, .external = !symbol->internal};
	own.module = reading->alone ? module_of(reading, symbol->object) : range ? range->module : 0;
	hp_survey_add_symbol(survey, &own);
}

/* The one static symbol at an address that has a debugger's name only; NULL: none or several. */
static struct hp_survey_symbol *only_shown(const struct reading *reading, uint32_t address)
{
	struct hp_survey_symbol *found = NULL;
	for (size_t i = hp_survey_first_at(reading->places, reading->count, address);
	     i < reading->count && reading->places[i]->address == address; i++) {
		struct hp_survey_symbol *known = reading->places[i];
		if (known->external || !known->display)
			continue;
		if (found)
			return NULL;
		found = known;
	}
	return found;
}

/*
 * Where one name of the map and one of the debugger's are left at an address, they are one symbol's, however
 * different they look: a lambda's, a constructor's that is inherited.
 */
static void pair_unknown(struct reading *reading)
{
	for (size_t i = 0, next; i < reading->unknown_count; i = next) {
		const struct hp_map_symbol *symbol = reading->unknown[i];
		for (next = i + 1;
		     next < reading->unknown_count && reading->unknown[next]->address == symbol->address;)
			next++;
		struct hp_survey_symbol *shown = next == i + 1 ? only_shown(reading, symbol->address) : NULL;
		if (shown) {
			shown->name = hp_arena_strdup(reading->survey->arena, symbol->name);
			shown->display = false;
			continue;
		}
		for (size_t k = i; k < next; k++)
			add_symbol(reading, reading->unknown[k]);
	}
}

static void take_symbol(struct reading *reading, const struct hp_map_symbol *symbol)
{
	if (!reading->alone && rename_known(reading, symbol))
		return;
	if (!reading->alone && symbol->internal)
		reading->unknown[reading->unknown_count++] = symbol;
	else
		add_symbol(reading, symbol);
}

static bool read_symbols(struct reading *reading, const char *path)
{
	struct hp_survey *survey = reading->survey;
	struct hp_map map;
	if (!hp_map_read(&map, survey->arena, survey->diag, path))
		return false;
	if (map.timestamp != survey->pe->timestamp) {
		hp_error(survey->diag,
		         "map '%s' is of another build than image '%s': give the one that was written with it", path,
		         survey->path);
		return false;
	}
	reading->unknown = hp_arena_calloc(survey->arena, map.count + 1, sizeof(void *));
	for (size_t i = 0; i < map.count; i++)
		take_symbol(reading, map.places[i]);
	pair_unknown(reading);
	for (size_t i = 0; i < survey->module_count; i++)
		survey->modules[i].described = true; /* it has all static symbols */
	return true;
}

/* The module of an object's path, as the map has it. */
static uint32_t module_of_path(struct reading *reading, const char *object)
{
	struct hp_survey *survey = reading->survey;
	if (reading->last_object && strcmp(reading->last_object, object) == 0)
		return reading->last_module;
	struct hp_module_name name = hp_module_name_split(survey->arena, object);
	reading->last_object = hp_arena_strdup(survey->arena, object);
	for (size_t i = 0; i < survey->module_count; i++)
		if (strcmp(survey->modules[i].object, name.path) == 0 &&
		    strcmp(survey->modules[i].archive, name.archive) == 0)
			return reading->last_module = (uint32_t)i + 1;
	struct hp_base_module_row row = {
	    .object = name.path, .archive = name.archive, .source = "", .hotpatch = -1, .described = true};
	return reading->last_module = hp_survey_add_module(survey, &row);
}

static void take_section(void *self, const struct hp_map_section *section)
{
	struct reading *reading = self;
	struct hp_survey *survey = reading->survey;
	uint64_t address = section->address - reading->base;
	if (!section->size || section->address < reading->base || address > UINT32_MAX ||
	    section->size > UINT32_MAX || !hp_pe_section_at(survey->pe, (uint32_t)address))
		return;
	if (reading->range_count == reading->range_room) {
		reading->range_room = reading->range_room ? 2 * reading->range_room : 1024;
		struct hp_survey_range *fresh = hp_arena_calloc(survey->arena, reading->range_room, sizeof *fresh);
		if (reading->range_count)
			memcpy(fresh, reading->ranges, reading->range_count * sizeof *fresh);
		reading->ranges = fresh;
	}
	reading->ranges[reading->range_count++] = (struct hp_survey_range){
	    (uint32_t)address, (uint32_t)section->size, module_of_path(reading, section->object), 0};
}

/* The map knows the object of each byte; debug information knew its source. */
static void move_symbols(struct reading *reading)
{
	struct hp_survey *survey = reading->survey;
	survey->ranges = reading->ranges;
	survey->range_count = reading->range_count;
	survey->range_room = reading->range_room;
	hp_survey_sort_ranges(survey);
	for (size_t i = 0; i < survey->symbol_count; i++) {
		struct hp_survey_symbol *symbol = &survey->symbols[i];
		const struct hp_survey_range *range = hp_survey_range_at(survey, symbol->address);
		if (!range || symbol->module == range->module)
			continue;
		if (symbol->module && !*survey->modules[range->module - 1].source)
			survey->modules[range->module - 1].source = survey->modules[symbol->module - 1].source;
		symbol->module = range->module;
	}
}

static bool read_sections(struct reading *reading, const char *path, enum hp_map_kind kind)
{
	struct hp_survey *survey = reading->survey;
	reading->base = kind == HP_MAP_GNU ? survey->pe->preferred_base : 0;
	if (reading->alone) {
		hp_error(survey->diag,
		         "map '%s' does not say which symbols are static, and image '%s' has none: give a map of "
		         "/map:FILE or -Wl,--Xlink=-map:FILE",
		         path, survey->path);
		return false;
	}
	if (!hp_map_sections(survey->diag, path, kind, take_section, reading))
		return false;
	if (!reading->range_count) {
		hp_error(survey->diag,
		         "map '%s' has no sections of image '%s': give the one that was written with it", path,
		         survey->path);
		return false;
	}
	move_symbols(reading);
	return true;
}

bool hp_survey_read_map(struct hp_survey *survey, const char *path)
{
	struct reading reading = {.survey = survey, .alone = !survey->symbol_count};
	enum hp_map_kind kind;
	if (!hp_map_kind(survey->diag, path, &kind))
		return false;
	if (reading.alone)
		survey->identity.source = HP_BASE_SOURCE_MAP;
	else
		sort_places(&reading);
	hp_survey_sort_ranges(survey);
	return kind == HP_MAP_SYMBOLS ? read_symbols(&reading, path) : read_sections(&reading, path, kind);
}
