/*
 * Objects as graphs. Decides where an atom ends, and what a relocation leads to; not what a difference means.
 * Source: Microsoft's PE format ("COFF Relocations", "The .pdata Section"); for .eh_frame the Linux Standard Base.
 */
#include "diff/object.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/text.h"
#include "image/coff.h"
#include "image/pe.h"

#include <stdlib.h>
#include <string.h>

enum {
	SECTION_CODE = 0x20,
	SECTION_INFO = 0x200,
	SECTION_REMOVE = 0x800,
	SECTION_DISCARDABLE = 0x02000000,
	SECTION_WRITE = 0x80000000
};

struct symbol {
	const char *name;
	int32_t section;
	uint32_t value;
	bool external, function, stands_for_section, known;
};

struct cut {
	uint32_t section, offset;
};

struct found {
	struct hp_atom *owner;
	struct hp_reference reference;
};

struct section {
	struct hp_coff_section coff;
	const char *name;
	bool kept, shared;
};

struct reading {
	struct hp_arena *arena;
	struct hp_object *object;
	struct hp_coff coff;
	struct symbol *symbols;
	struct section *sections; /* from 1 on */
	struct cut *cuts;
	size_t cut_count, cut_room;
	struct found *found;
	size_t found_count, found_room;
	uint32_t number; /* of the section whose relocations are read */
};

static void add_cut(struct reading *reading, uint32_t section, uint32_t offset)
{
	reading->cuts = hp_arena_grow(reading->arena, reading->cuts, reading->cut_count, &reading->cut_room,
	                              sizeof *reading->cuts);
	reading->cuts[reading->cut_count++] = (struct cut){section, offset};
}

static bool begins_with_one(const char *text, const char *const *starts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (hp_starts_with(text, starts[i]))
			return true;
	return false;
}

/* Parts of a function that the compiler names: they move with it. */
static bool is_part(const char *name)
{
	static const char *const parts[] = {"?catch$", "?dtor$", "?filt$", "?fin$"};
	return begins_with_one(name, parts, sizeof parts / sizeof *parts);
}

static bool is_code(const struct section *section)
{
	return section->coff.flags & SECTION_CODE;
}

static void take_symbol(void *self, const struct hp_coff_symbol *symbol)
{
	struct reading *reading = self;
	struct symbol *to = &reading->symbols[symbol->index];
	*to = (struct symbol){.name = hp_arena_strdup(reading->arena, symbol->name),
	                      .section = symbol->section,
	                      .value = symbol->value,
	                      .external = symbol->class == HP_COFF_EXTERNAL || symbol->class == HP_COFF_WEAK,
	                      .function = symbol->is_function,
	                      .stands_for_section = symbol->is_section,
	                      .known = true};
	if (symbol->section <= 0 || (uint32_t)symbol->section > reading->coff.section_count)
		return;
	struct section *section = &reading->sections[symbol->section];
	if (symbol->is_section) {
		enum { NO_DUPLICATES = 1, ASSOCIATIVE = 5 };
		section->shared =
		    symbol->selection && symbol->selection != NO_DUPLICATES && symbol->selection != ASSOCIATIVE;
		return;
	}
	bool cuts = is_code(section) ? (to->function || to->external) && !is_part(to->name)
	                             : !hp_starts_with(section->name, ".xdata"); /* handlers' data follow */
	if (section->kept && cuts && to->value < section->coff.size)
		add_cut(reading, (uint32_t)symbol->section, to->value);
}

static uint32_t read_32(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* The addend that the place itself holds, in bytes. */
static uint32_t addend(const struct reading *reading, const struct hp_coff_section *section,
                       const struct hp_coff_relocation *relocation)
{
	enum { PAGE_BASE = 4, PAGE_OFFSET_ADD = 6, PAGE_OFFSET_LOAD = 7, BRANCH = 3 };
	if (!section->bytes || relocation->offset > section->size || section->size - relocation->offset < 4)
		return 0;
	uint32_t word = read_32(section->bytes + relocation->offset);
	if (reading->coff.machine != HP_PE_ARM64)
		return word;
	switch (relocation->type) {
	case PAGE_BASE: /* adrp: 21 bits in two parts */
		word = (word >> 29 & 3) | (word >> 3 & 0x1ffffc);
		return word & 0x100000 ? word | 0xffe00000 : word;
	case PAGE_OFFSET_ADD:
		return word >> 10 & 0xfff;
	case PAGE_OFFSET_LOAD: /* scaled by the access's size, 16 bytes for a vector's */
		return (word >> 10 & 0xfff)
		       << ((word & 0x04800000) == 0x04800000 && word >> 30 == 0 ? 4 : word >> 30);
	case BRANCH:
		return 0;
	default:
		return word;
	}
}

/* Where in its section the relocation leads, its addend included if that alone tells. */
static bool find_target(const struct reading *reading, const struct hp_coff_relocation *relocation,
                        const struct symbol **symbol, uint32_t *offset)
{
	if (relocation->symbol >= reading->coff.symbol_count || !reading->symbols[relocation->symbol].known)
		return false;
	*symbol = &reading->symbols[relocation->symbol];
	*offset = (*symbol)->value;
	if ((*symbol)->stands_for_section)
		*offset += addend(reading, &reading->sections[reading->number].coff, relocation);
	return true;
}

static void cut_at_target(void *self, const struct hp_coff_relocation *relocation)
{
	struct reading *reading = self;
	const struct symbol *symbol;
	uint32_t offset;
	if (!find_target(reading, relocation, &symbol, &offset) || !symbol->stands_for_section ||
	    symbol->section <= 0)
		return;
	const struct section *to = &reading->sections[symbol->section];
	if (to->kept && !is_code(to) && offset < to->coff.size)
		add_cut(reading, (uint32_t)symbol->section, offset);
}

static int compare_cuts(const void *one, const void *other)
{
	const struct cut *first = one, *second = other;
	if (first->section != second->section)
		return first->section < second->section ? -1 : 1;
	return (first->offset > second->offset) - (first->offset < second->offset);
}

static bool is_about_code(const char *section)
{
	static const char *const names[] = {".pdata", ".xdata", ".eh_frame", ".gcc_except_table", ".sxdata"};
	return begins_with_one(section, names, sizeof names / sizeof *names);
}

static void make_atoms(struct reading *reading)
{
	struct hp_object *object = reading->object;
	qsort(reading->cuts, reading->cut_count, sizeof *reading->cuts, compare_cuts);
	object->atoms = hp_arena_calloc(reading->arena, reading->cut_count + 1, sizeof *object->atoms);
	for (size_t i = 0; i < reading->cut_count; i++) {
		const struct cut *cut = &reading->cuts[i];
		if (i && compare_cuts(cut, cut - 1) == 0)
			continue;
		const struct section *section = &reading->sections[cut->section];
		size_t next = i + 1;
		while (next < reading->cut_count && compare_cuts(&reading->cuts[next], cut) == 0)
			next++;
		uint32_t end = section->coff.size;
		if (next < reading->cut_count && reading->cuts[next].section == cut->section)
			end = reading->cuts[next].offset;
		object->atoms[object->count] =
		    (struct hp_atom){.name = "",
		                     .kind = is_code(section)                      ? HP_ATOM_FUNCTION
		                             : section->coff.flags & SECTION_WRITE ? HP_ATOM_VARIABLE
		                                                                   : HP_ATOM_CONSTANT,
		                     .shared = section->shared,
		                     .about_code = is_about_code(section->name),
		                     .thread = hp_starts_with(section->name, ".tls"),
		                     .number = cut->section,
		                     .begin = cut->offset,
		                     .size = end - cut->offset,
		                     .bytes = section->coff.bytes ? section->coff.bytes + cut->offset : NULL,
		                     .index = object->count};
		object->count++;
	}
}

/* The atom that has a place, NULL: none. */
static struct hp_atom *atom_at(const struct hp_object *object, uint32_t section, uint32_t offset)
{
	size_t low = 0, high = object->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct hp_atom *atom = &object->atoms[middle];
		if (atom->number < section || (atom->number == section && atom->begin <= offset))
			low = middle + 1;
		else
			high = middle;
	}
	struct hp_atom *atom = low ? &object->atoms[low - 1] : NULL;
	return atom && atom->number == section && offset <= atom->begin + atom->size ? atom : NULL;
}

static void name_atoms(struct reading *reading)
{
	struct hp_object *object = reading->object;
	for (uint32_t i = 0; i < reading->coff.symbol_count; i++) {
		const struct symbol *symbol = &reading->symbols[i];
		if (!symbol->known || symbol->stands_for_section || symbol->section <= 0 || !*symbol->name)
			continue;
		struct hp_atom *atom = atom_at(object, (uint32_t)symbol->section, symbol->value);
		struct hp_definition *found, *definition;
		if (!atom)
			continue;
		bool at_start = symbol->value == atom->begin;
		if (at_start && (!*atom->name || (symbol->external && !atom->external)))
			atom->name = symbol->name;
		atom->external |= at_start && symbol->external;
		HASH_FIND_STR(object->by_name, symbol->name, found);
		if (found)
			continue;
		definition = hp_arena_alloc(reading->arena, sizeof *definition);
		*definition =
		    (struct hp_definition){.name = symbol->name, .atom = atom, .into = symbol->value - atom->begin};
		HASH_ADD_KEYPTR(hh, object->by_name, definition->name, strlen(definition->name), definition);
	}
}

/* `e8`, `e9` and `0f 8x` take 32 bits; ARM64's branches have types of their own. */
static bool is_call(const struct reading *reading, const struct hp_atom *owner, uint32_t offset, unsigned type)
{
	enum { X64_REL32 = 4, X86_REL32 = 0x14, ARM64_BRANCH26 = 3, ARM64_BRANCH19 = 0xf, ARM64_BRANCH14 = 0x10 };
	const unsigned char *bytes = owner->bytes;
	if (owner->kind != HP_ATOM_FUNCTION || !bytes)
		return false;
	if (reading->coff.machine == HP_PE_ARM64)
		return type == ARM64_BRANCH26 || type == ARM64_BRANCH19 || type == ARM64_BRANCH14;
	if (type != (reading->coff.machine == HP_PE_X86 ? X86_REL32 : X64_REL32) || !offset)
		return false;
	return (bytes[offset - 1] & 0xfe) == 0xe8 ||
	       (offset > 1 && bytes[offset - 2] == 0x0f && (bytes[offset - 1] & 0xf0) == 0x80);
}

static void take_relocation(void *self, const struct hp_coff_relocation *relocation)
{
	struct reading *reading = self;
	struct hp_atom *owner = atom_at(reading->object, reading->number, relocation->offset);
	const struct symbol *symbol;
	uint32_t offset;
	if (!owner || !find_target(reading, relocation, &symbol, &offset))
		return;
	const struct hp_atom *atom =
	    symbol->section > 0 ? atom_at(reading->object, (uint32_t)symbol->section, offset) : NULL;
	reading->found = hp_arena_grow(reading->arena, reading->found, reading->found_count, &reading->found_room,
	                               sizeof *reading->found);
	reading->found[reading->found_count++] =
	    (struct found){owner,
	                   {.offset = relocation->offset - owner->begin,
	                    .type = relocation->type,
	                    .name = symbol->stands_for_section ? "" : symbol->name,
	                    .atom = atom,
	                    .into = atom ? offset - atom->begin : 0,
	                    .call = is_call(reading, owner, relocation->offset - owner->begin, relocation->type)}};
	owner->reference_count++;
}

static int compare_references(const void *one, const void *other)
{
	const struct hp_reference *first = one, *second = other;
	return (first->offset > second->offset) - (first->offset < second->offset);
}

static void hand_out_references(struct reading *reading)
{
	struct hp_object *object = reading->object;
	for (size_t i = 0; i < object->count; i++) {
		struct hp_atom *atom = &object->atoms[i];
		atom->references =
		    hp_arena_calloc(reading->arena, atom->reference_count + 1, sizeof *atom->references);
		atom->reference_count = 0;
	}
	for (size_t i = 0; i < reading->found_count; i++) {
		struct hp_atom *owner = reading->found[i].owner;
		owner->references[owner->reference_count++] = reading->found[i].reference;
	}
	for (size_t i = 0; i < object->count; i++)
		qsort(object->atoms[i].references, object->atoms[i].reference_count,
		      sizeof *object->atoms[i].references, compare_references);
}

static void add_unwind(struct reading *reading, const struct hp_atom *function, const struct hp_atom *unwind)
{
	struct hp_atom *to = &reading->object->atoms[function->index];
	const struct hp_atom **more = hp_arena_calloc(reading->arena, to->unwind_count + 1, sizeof *more);
	if (to->unwind_count)
		memcpy(more, to->unwind, to->unwind_count * sizeof *more);
	more[to->unwind_count++] = unwind;
	to->unwind = more;
}

/* The first reference of a record leads to a function; others to what is known of it. Records are of `size` bytes, or
 * 0: begin with how many follow. */
static void read_records(struct reading *reading, const struct hp_atom *table, uint32_t size)
{
	const struct hp_atom *function = NULL;
	uint32_t end = 0;
	for (size_t i = 0; i < table->reference_count; i++) {
		const struct hp_reference *reference = &table->references[i];
		for (uint32_t length; reference->offset >= end; end += length) {
			length = size;
			if (!size)
				length = table->bytes && table->size - end >= 4 ? 4 + read_32(table->bytes + end) : 0;
			if (!length || end + length < end)
				return;
			function = NULL;
		}
		const struct hp_atom *to = reference->atom;
		if (to && to->kind == HP_ATOM_FUNCTION)
			function = function ? function : to;
		else if (to && function)
			add_unwind(reading, function, to);
	}
}

static void read_tables(struct reading *reading)
{
	static const char *const at_start[] = {".CRT$X", ".ctors", ".init_array"};
	struct hp_object *object = reading->object;
	uint32_t size = object->machine == HP_PE_ARM64 ? 8 : 12;
	for (size_t i = 0; i < object->count; i++) {
		const struct hp_atom *table = &object->atoms[i];
		const char *name = reading->sections[table->number].name;
		if (hp_starts_with(name, ".pdata"))
			read_records(reading, table, size);
		else if (hp_starts_with(name, ".eh_frame"))
			read_records(reading, table, 0);
		bool starts = begins_with_one(name, at_start, sizeof at_start / sizeof *at_start);
		for (size_t k = 0; starts && k < table->reference_count; k++)
			if (table->references[k].atom)
				object->atoms[table->references[k].atom->index].start = true;
	}
}

static void read_sections(struct reading *reading)
{
	uint32_t count = reading->coff.section_count;
	reading->sections = hp_arena_calloc(reading->arena, (size_t)count + 1, sizeof *reading->sections);
	for (uint32_t i = 1; i <= count; i++) {
		struct section *section = &reading->sections[i];
		char room[9];
		if (!hp_coff_section(&reading->coff, i, &section->coff))
			continue;
		section->name = hp_arena_strdup(reading->arena, hp_coff_section_name(&reading->coff, i, room));
		if (strcmp(section->name, ".drectve") == 0 && section->coff.bytes)
			reading->object->directives =
			    hp_arena_strndup(reading->arena, (const char *)section->coff.bytes, section->coff.size);
		section->kept = section->coff.size &&
		                !(section->coff.flags & (SECTION_INFO | SECTION_REMOVE | SECTION_DISCARDABLE));
		if (section->kept)
			add_cut(reading, i, 0);
	}
}

static void each_relocation(struct reading *reading, hp_coff_visit_relocation visit)
{
	for (reading->number = 1; reading->number <= reading->coff.section_count; reading->number++)
		if (reading->sections[reading->number].kept)
			hp_coff_relocations(&reading->coff, reading->number, visit, reading);
}

bool hp_object_read(struct hp_object *object, struct hp_arena *arena, struct hp_diag *diag, const char *path)
{
	struct reading reading = {.arena = arena, .object = object};
	size_t size = 0;
	*object = (struct hp_object){.path = path, .directives = ""};
	const char *bytes = hp_os_read_file(arena, path, &size);
	if (!bytes) {
		hp_error(diag, "cannot read object '%s':", path);
		return false;
	}
	if (!hp_coff_open(&reading.coff, (const unsigned char *)bytes, size)) {
		hp_error(diag, "'%s' is no object for Windows on x86, x64 or ARM64", path);
		return false;
	}
	object->machine = reading.coff.machine;
	reading.symbols = hp_arena_calloc(arena, (size_t)reading.coff.symbol_count + 1, sizeof *reading.symbols);
	read_sections(&reading);
	hp_coff_symbols(&reading.coff, take_symbol, &reading);
	each_relocation(&reading, cut_at_target);
	make_atoms(&reading);
	name_atoms(&reading);
	each_relocation(&reading, take_relocation);
	hand_out_references(&reading);
	read_tables(&reading);
	return true;
}

void hp_object_free(struct hp_object *object)
{
	HASH_CLEAR(hh, object->by_name);
}

const struct hp_atom *hp_object_find(const struct hp_object *object, const char *name)
{
	struct hp_definition *definition;
	HASH_FIND_STR(object->by_name, name, definition);
	return definition && !definition->into ? definition->atom : NULL;
}

bool hp_atom_is_of_a_type(const struct hp_atom *atom)
{
	static const char *const starts[] = {"??_7", "??_8", "??_R", "_ZTV", "_ZTT", "_ZTI", "_ZTS"};
	size_t count = sizeof starts / sizeof *starts;
	return begins_with_one(atom->name, starts, count) ||
	       (*atom->name == '_' && begins_with_one(atom->name + 1, starts, count)); /* x86 */
}

bool hp_atom_is_anonymous(const struct hp_atom *atom)
{
	return atom->kind == HP_ATOM_CONSTANT && (!atom->external || atom->shared) && !hp_atom_is_of_a_type(atom);
}
