/*
 * COFF files. Source: Microsoft's PE format specification; winnt.h, ANON_OBJECT_HEADER_BIGOBJ.
 */
#include "image/coff.h"

#include "image/pe.h"

#include <string.h>

enum { HEADER = 20, SYMBOL = 18, BIG_HEADER = 56, BIG_SYMBOL = 20, SECTION = 40, NAME = 8 };

static const unsigned char *at(const struct hp_coff *coff, uint64_t offset, uint64_t size)
{
	if (offset > coff->size || size > coff->size - offset)
		return NULL;
	return coff->bytes + offset;
}

static uint32_t get(const struct hp_coff *coff, uint64_t offset, unsigned size)
{
	const unsigned char *bytes = at(coff, offset, size);
	uint32_t value = 0;
	for (unsigned i = 0; bytes && i < size; i++)
		value |= (uint32_t)bytes[i] << (8 * i);
	return value;
}

/* Where the symbols are; none if they are not all in the file. */
static void set_symbols(struct hp_coff *coff, uint32_t table, uint32_t count, uint32_t size)
{
	coff->symbol_size = size;
	coff->symbols = table;
	coff->symbol_count = table && at(coff, table, (uint64_t)count * size) ? count : 0;
	coff->strings = table + (uint64_t)count * size;
}

static bool is_big(const struct hp_coff *coff)
{
	static const unsigned char id[] = {0xc7, 0xa1, 0xba, 0xd1, 0xee, 0xba, 0xa9, 0x4b,
	                                   0xaf, 0x20, 0xfa, 0xf6, 0x6a, 0xa4, 0xdc, 0xb8};
	const unsigned char *found = at(coff, 12, sizeof id);
	return get(coff, 0, 4) == 0xffff0000 && get(coff, 4, 2) >= 2 && found && memcmp(found, id, sizeof id) == 0;
}

bool hp_coff_open(struct hp_coff *coff, const unsigned char *bytes, size_t size)
{
	*coff = (struct hp_coff){.bytes = bytes, .size = size};
	bool big = is_big(coff);
	if (!at(coff, 0, big ? BIG_HEADER : HEADER))
		return false;
	coff->machine = get(coff, big ? 6 : 0, 2);
	coff->section_count = get(coff, big ? 44 : 2, big ? 4 : 2);
	coff->sections = big ? BIG_HEADER : HEADER + get(coff, 16, 2);
	set_symbols(coff, get(coff, big ? 48 : 8, 4), get(coff, big ? 52 : 12, 4), big ? BIG_SYMBOL : SYMBOL);
	return (coff->machine == HP_PE_X86 || coff->machine == HP_PE_X64 || coff->machine == HP_PE_ARM64) &&
	       at(coff, coff->sections, (uint64_t)coff->section_count * SECTION);
}

void hp_coff_of_image(struct hp_coff *coff, const struct hp_pe *pe)
{
	*coff = (struct hp_coff){.bytes = pe->file, .size = pe->file_size, .machine = pe->machine};
	coff->section_count = get(coff, pe->header + 2, 2);
	coff->sections = (uint64_t)pe->header + HEADER + get(coff, pe->header + 16, 2);
	set_symbols(coff, get(coff, pe->header + 8, 4), get(coff, pe->header + 12, 4), SYMBOL);
}

bool hp_coff_section(const struct hp_coff *coff, uint32_t number, struct hp_coff_section *section)
{
	enum { UNINITIALISED = 0x80 };
	uint64_t header = coff->sections + (uint64_t)(number - 1) * SECTION;
	if (!number || number > coff->section_count || !at(coff, header, SECTION))
		return false;
	*section = (struct hp_coff_section){
	    .size = get(coff, header + 16, 4), .data = get(coff, header + 20, 4), .flags = get(coff, header + 36, 4)};
	memcpy(section->name, coff->bytes + header, NAME);
	if (section->data && !(section->flags & UNINITIALISED))
		section->bytes = at(coff, section->data, section->size);
	return true;
}

/* The text in the string table, "" if it does not end there. */
static const char *long_name(const struct hp_coff *coff, uint32_t offset)
{
	uint64_t start = coff->strings + offset;
	const char *text = (const char *)at(coff, start, 1);
	return text && memchr(text, '\0', coff->size - (size_t)start) ? text : "";
}

const char *hp_coff_section_name(const struct hp_coff *coff, uint32_t number, char room[9])
{
	struct hp_coff_section section;
	uint32_t offset = 0;
	if (!hp_coff_section(coff, number, &section))
		return "";
	memcpy(room, section.name, sizeof section.name);
	if (*room != '/') /* "/123": in the string table */
		return room;
	for (const char *digit = room + 1; *digit >= '0' && *digit <= '9'; digit++)
		offset = offset * 10 + (uint32_t)(*digit - '0');
	return long_name(coff, offset);
}

void hp_coff_relocations(const struct hp_coff *coff, uint32_t number, hp_coff_visit_relocation visit, void *self)
{
	enum { RELOCATION = 10, MANY = 0xffff, OVERFLOW = 0x01000000 };
	struct hp_coff_section section;
	uint64_t header = coff->sections + (uint64_t)(number - 1) * SECTION;
	if (!hp_coff_section(coff, number, &section))
		return;
	uint64_t table = get(coff, header + 24, 4), count = get(coff, header + 32, 2), first = 0;
	if (count == MANY && (section.flags & OVERFLOW)) { /* the first one holds the number, itself included */
		count = get(coff, table, 4);
		first = 1;
	}
	for (uint64_t i = first; i < count; i++) {
		uint64_t entry = table + i * RELOCATION;
		if (!at(coff, entry, RELOCATION))
			return;
		struct hp_coff_relocation relocation = {get(coff, entry, 4), get(coff, entry + 4, 4),
		                                        get(coff, entry + 8, 2)};
		visit(self, &relocation);
	}
}

/* The name of a file is in the entries behind the symbol. */
static void file_name(const struct hp_coff *coff, uint64_t entry, unsigned more, char *name, size_t room)
{
	size_t length = (size_t)more * coff->symbol_size;
	const unsigned char *bytes = at(coff, entry + coff->symbol_size, length);
	*name = '\0';
	if (!bytes)
		return;
	length = length < room - 1 ? length : room - 1;
	const unsigned char *end = memchr(bytes, '\0', length);
	length = end ? (size_t)(end - bytes) : length;
	memcpy(name, bytes, length);
	name[length] = '\0';
}

void hp_coff_symbols(const struct hp_coff *coff, hp_coff_visit visit, void *self)
{
	for (uint32_t i = 0; i < coff->symbol_count; i++) {
		uint64_t entry = coff->symbols + (uint64_t)i * coff->symbol_size;
		bool big = coff->symbol_size == BIG_SYMBOL;
		uint64_t rest = entry + (big ? 16 : 14);
		unsigned more = get(coff, rest + 3, 1);
		char name[512] = {0};
		struct hp_coff_symbol symbol = {.name = name, .index = i, .value = get(coff, entry + 8, 4)};
		symbol.section = big ? (int32_t)get(coff, entry + 12, 4) : (int16_t)get(coff, entry + 12, 2);
		symbol.type = get(coff, rest, 2);
		symbol.class = get(coff, rest + 2, 1);
		symbol.is_function = symbol.type >> 4 == 2;
		symbol.is_section = symbol.class == HP_COFF_STATIC && more && !symbol.value && !symbol.is_function;
		if (symbol.is_section)
			symbol.selection = get(coff, entry + coff->symbol_size + 14, 1);
		if (symbol.class == HP_COFF_FILE)
			file_name(coff, entry, more, name, sizeof name);
		else if (get(coff, entry, 4))
			memcpy(name, coff->bytes + entry, NAME);
		else
			symbol.name = long_name(coff, get(coff, entry + 4, 4));
		visit(self, &symbol);
		i += more;
	}
}
