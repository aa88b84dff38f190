/*
 * A survey in memory: its lists, and what follows from all symbols together: kinds, extents (of what has no size by
 * unwind data or by what follows), shared addresses,
 * ambiguous names.
 */
#include "image/survey.h"

#include "base/arena.h"
#include "base/diag.h"
#include "image/base_modules.h"
#include "image/code.h"

#include <stdlib.h>
#include <string.h>

size_t hp_survey_first_at(struct hp_survey_symbol *const *places, size_t count, uint32_t address)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (places[middle]->address < address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void hp_survey_init(struct hp_survey *survey, struct hp_arena *arena, struct hp_diag *diag, const struct hp_pe *pe,
                    const char *path)
{
	struct hp_pe_debug debug;
	struct hp_pe_tls tls;
	*survey = (struct hp_survey){.arena = arena, .diag = diag, .pe = pe, .path = path};
	survey->identity = (struct hp_base_identity){.image = hp_module_last(path),
	                                             .machine = pe->machine,
	                                             .timestamp = pe->timestamp,
	                                             .checksum = pe->checksum,
	                                             .image_size = pe->image_size,
	                                             .preferred_base = pe->preferred_base,
	                                             .dll = pe->is_dll};
	survey->identity.has_pdb = hp_pe_debug(pe, &debug);
	if (survey->identity.has_pdb) {
		memcpy(survey->identity.guid, debug.guid, sizeof debug.guid);
		survey->identity.age = debug.age;
	}
	survey->identity.has_tls = hp_pe_tls(pe, &tls);
	survey->identity.tls_index = survey->identity.has_tls ? tls.index : 0;
}

uint32_t hp_survey_add_module(struct hp_survey *survey, const struct hp_base_module_row *module)
{
	survey->modules = hp_arena_grow(survey->arena, survey->modules, survey->module_count, &survey->module_room,
	                                sizeof *survey->modules);
	struct hp_base_module_row *fresh = &survey->modules[survey->module_count++];
	*fresh = (struct hp_base_module_row){
	    .id = (int64_t)survey->module_count,
	    .object = hp_arena_strdup(survey->arena, module->object),
	    .archive = hp_arena_strdup(survey->arena, module->archive),
	    .source = hp_arena_strdup(survey->arena, module->source),
	    .hotpatch = module->hotpatch,
	    .described = module->described,
	};
	return (uint32_t)survey->module_count;
}

void hp_survey_add_range(struct hp_survey *survey, const struct hp_survey_range *range)
{
	survey->ranges = hp_arena_grow(survey->arena, survey->ranges, survey->range_count, &survey->range_room,
	                               sizeof *survey->ranges);
	survey->ranges[survey->range_count++] = *range;
}

void hp_survey_add_symbol(struct hp_survey *survey, const struct hp_survey_symbol *symbol)
{
	survey->symbols = hp_arena_grow(survey->arena, survey->symbols, survey->symbol_count, &survey->symbol_room,
	                                sizeof *survey->symbols);
	struct hp_survey_symbol *fresh = &survey->symbols[survey->symbol_count++];
	*fresh = *symbol;
	fresh->name = hp_arena_strdup(survey->arena, symbol->name);
}

static int compare_ranges(const void *left, const void *right)
{
	const struct hp_survey_range *a = left, *b = right;
	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return (a->size > b->size) - (a->size < b->size);
}

void hp_survey_sort_ranges(struct hp_survey *survey)
{
	if (survey->range_count)
		qsort(survey->ranges, survey->range_count, sizeof *survey->ranges, compare_ranges);
}

const struct hp_survey_range *hp_survey_range_at(const struct hp_survey *survey, uint32_t address)
{
	size_t low = 0, high = survey->range_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (survey->ranges[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	const struct hp_survey_range *found = low ? &survey->ranges[low - 1] : NULL;
	return found && address - found->address < found->size ? found : NULL;
}

/* By address, then so that the best name of a place comes first. */
static int compare_places(const void *left, const void *right)
{
	const struct hp_survey_symbol *a = *(struct hp_survey_symbol *const *)left,
	                              *b = *(struct hp_survey_symbol *const *)right;
	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	if (a->external != b->external)
		return a->external ? -1 : 1;
	if (a->display != b->display)
		return a->display ? 1 : -1;
	int order = strcmp(a->name, b->name);
	return order ? order : (a->module > b->module) - (a->module < b->module);
}

static int compare_names(const void *left, const void *right)
{
	const struct hp_survey_symbol *a = left, *b = right;
	int order = strcmp(a->name, b->name);
	if (order)
		return order;
	if (a->external != b->external)
		return a->external ? -1 : 1;
	if (a->module != b->module)
		return a->module < b->module ? -1 : 1;
	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	return (a->display > b->display) - (a->display < b->display) ?: (a->size < b->size) - (a->size > b->size);
}

/* x86's `__imp__f` and others' `__imp_f`. */
static bool is_slot_name(const char *name)
{
	return strncmp(name, "__imp_", 6) == 0;
}

static enum hp_base_kind kind_of(const struct hp_survey *survey, const struct hp_pe_tls *tls,
                                 const struct hp_survey_symbol *symbol)
{
	const struct hp_pe_section *section = hp_pe_section_at(survey->pe, symbol->address);
	if (tls->size && symbol->address >= tls->start && symbol->address - tls->start < tls->end - tls->start)
		return HP_BASE_THREAD_LOCAL;
	if (!section)
		return HP_BASE_CONSTANT;
	if (section->executable)
		return hp_code_is_thunk(survey->pe, symbol->address) ? HP_BASE_IMPORT_THUNK : HP_BASE_FUNCTION;
	if (is_slot_name(symbol->name))
		return HP_BASE_IMPORT_SLOT;
	return section->writable ? HP_BASE_VARIABLE : HP_BASE_CONSTANT;
}

/* Removes what is in no section, and of equal ones all but the first. Sorted by name. */
static void sift(struct hp_survey *survey)
{
	size_t kept = 0;
	const struct hp_survey_symbol *last = NULL;
	for (size_t i = 0; i < survey->symbol_count; i++) {
		struct hp_survey_symbol *symbol = &survey->symbols[i];
		bool placed = symbol->address == 0 || hp_pe_section_at(survey->pe, symbol->address);
		bool same = last && strcmp(last->name, symbol->name) == 0 && last->address == symbol->address &&
		            last->external == symbol->external && last->display == symbol->display &&
		            (last->module == symbol->module || symbol->external);
		if (symbol->dropped || !placed || same)
			continue;
		survey->symbols[kept] = *symbol;
		last = &survey->symbols[kept++];
	}
	survey->symbol_count = kept;
}

/* One name for several places in a module, or for several external ones. Sorted by name. */
static void mark_ambiguous(struct hp_survey *survey)
{
	for (size_t i = 1; i < survey->symbol_count; i++) {
		struct hp_survey_symbol *a = &survey->symbols[i - 1], *b = &survey->symbols[i];
		if (a->external != b->external || (!a->external && a->module != b->module) ||
		    a->address == b->address || strcmp(a->name, b->name) != 0)
			continue;
		a->ambiguous = b->ambiguous = true;
	}
}

static void sort_places(struct hp_survey *survey)
{
	survey->places = hp_arena_calloc(survey->arena, survey->symbol_count + 1, sizeof(void *));
	for (size_t i = 0; i < survey->symbol_count; i++)
		survey->places[i] = &survey->symbols[i];
	qsort(survey->places, survey->symbol_count, sizeof(void *), compare_places);
}

/* Up to the next symbol, the end of the module's range, or of the section. */
static uint64_t extent_of(const struct hp_survey *survey, uint32_t address, uint64_t next)
{
	const struct hp_pe_section *section = hp_pe_section_at(survey->pe, address);
	const struct hp_survey_range *range = hp_survey_range_at(survey, address);
	uint64_t end = section ? (uint64_t)section->address + section->size : address;
	if (range && (uint64_t)range->address + range->size < end)
		end = (uint64_t)range->address + range->size;
	return (next < end ? next : end) - address;
}

/* The bytes that the unwind table gives the function at an address; 0 if it has none there. */
static uint32_t unwound(const struct hp_survey *survey, uint32_t address)
{
	size_t low = 0, high = survey->function_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (survey->functions[middle].address < address)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < survey->function_count && survey->functions[low].address == address;
	return found ? survey->functions[low].size : 0;
}

/* What the symbols of one address have in common. */
static void measure(struct hp_survey *survey, size_t first, size_t next)
{
	uint64_t after = next < survey->symbol_count ? survey->places[next]->address : UINT64_MAX, size = 0;
	uint64_t extent = extent_of(survey, survey->places[first]->address, after);
	for (size_t i = first; i < next; i++)
		if (survey->places[i]->size > size)
			size = survey->places[i]->size;
	for (size_t i = first; i < next; i++) {
		struct hp_survey_symbol *symbol = survey->places[i];
		bool code = symbol->kind == HP_BASE_FUNCTION || symbol->kind == HP_BASE_IMPORT_THUNK;
		symbol->extent = extent;
		symbol->sharing = code ? (uint32_t)(next - first - 1) : 0;
		symbol->size = symbol->size ? symbol->size
		               : size       ? size
		               : code       ? unwound(survey, symbol->address)
		                            : 0;
	}
}

static void measure_all(struct hp_survey *survey)
{
	for (size_t i = 0, next; i < survey->symbol_count; i = next) {
		for (next = i + 1;
		     next < survey->symbol_count && survey->places[next]->address == survey->places[i]->address;)
			next++;
		measure(survey, i, next);
	}
}

static bool note_pointer(void *self, uint32_t address, unsigned width)
{
	struct hp_survey *survey = self;
	(void)width;
	if (survey->pointers)
		survey->pointers[survey->pointer_count] = address;
	survey->pointer_count++;
	return true;
}

static void note_function(void *self, uint32_t start, uint32_t end)
{
	struct hp_survey *survey = self;
	if (survey->functions)
		survey->functions[survey->function_count] = (struct hp_survey_range){start, end - start, 0, 0};
	survey->function_count++;
}

static void read_functions(struct hp_survey *survey)
{
	hp_pe_functions(survey->pe, note_function, survey);
	survey->functions = hp_arena_calloc(survey->arena, survey->function_count + 1, sizeof *survey->functions);
	survey->function_count = 0;
	hp_pe_functions(survey->pe, note_function, survey);
	qsort(survey->functions, survey->function_count, sizeof *survey->functions, compare_ranges);
}

/* Whether MinGW's linkers made the image: they define these names, and leave a symbol table in it. */
static bool is_gnu(const struct hp_survey *survey)
{
	bool gnu = survey->identity.source == HP_BASE_SOURCE_SYMBOLS;
	for (size_t i = 0; i < survey->symbol_count; i++) {
		const char *name = survey->symbols[i].name;
		name += *name == '_' && survey->pe->machine == HP_PE_X86;
		if (strcmp(name, "__RUNTIME_PSEUDO_RELOC_LIST__") == 0 || strcmp(name, "__CTOR_LIST__") == 0)
			return true;
		gnu = (gnu && *name != '?') || strncmp(name, "_Z", 2) == 0;
	}
	return gnu;
}

static int compare_numbers(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

static bool read_pointers(struct hp_survey *survey)
{
	if (!hp_pe_relocations(survey->pe, note_pointer, survey)) {
		hp_error(survey->diag, "image '%s': its base relocations are damaged", survey->path);
		return false;
	}
	survey->pointers = hp_arena_calloc(survey->arena, survey->pointer_count + 1, sizeof *survey->pointers);
	survey->pointer_count = 0;
	hp_pe_relocations(survey->pe, note_pointer, survey);
	qsort(survey->pointers, survey->pointer_count, sizeof *survey->pointers, compare_numbers);
	return true;
}

bool hp_survey_finish(struct hp_survey *survey)
{
	struct hp_pe_tls tls = {0};
	hp_pe_tls(survey->pe, &tls);
	hp_survey_sort_ranges(survey);
	if (survey->symbol_count)
		qsort(survey->symbols, survey->symbol_count, sizeof *survey->symbols, compare_names);
	sift(survey);
	if (!survey->symbol_count) {
		hp_error(survey->diag,
		         "image '%s' has no symbols: link it with /debug or -Wl,--pdb=FILE and give the PDB with "
		         "--pdb=FILE, or a linker's map with --map=FILE",
		         survey->path);
		return false;
	}
	for (size_t i = 0; i < survey->symbol_count; i++)
		survey->symbols[i].kind = kind_of(survey, &tls, &survey->symbols[i]);
	mark_ambiguous(survey);
	survey->identity.gnu = is_gnu(survey);
	read_functions(survey);
	sort_places(survey);
	measure_all(survey);
	return read_pointers(survey);
}
