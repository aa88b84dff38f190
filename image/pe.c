/*
 * A PE image file. Source: Microsoft's PE format specification.
 */
#include "image/pe.h"

#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	COFF_HEADER = 20,
	SECTION_HEADER = 40,
	SYMBOL = 18,
	EXPORT_DIRECTORY = 0,
	IMPORT_DIRECTORY = 1,
	EXCEPTION_DIRECTORY = 3,
	RELOCATION_DIRECTORY = 5,
	DEBUG_DIRECTORY = 6,
	TLS_DIRECTORY = 9,
	REL_ABSOLUTE = 0,
	REL_HIGHLOW = 3,
	REL_DIR64 = 10
};

/* A checked view of bytes of the file; NULL if they are not all there. */
static const unsigned char *at(const struct hp_pe *pe, uint64_t offset, uint64_t size)
{
	if (!pe->file || offset > pe->file_size || size > pe->file_size - offset)
		return NULL;
	return pe->file + offset;
}

static uint32_t get(const struct hp_pe *pe, uint64_t offset, unsigned size)
{
	const unsigned char *bytes = at(pe, offset, size);
	uint32_t value = 0;
	for (unsigned i = 0; bytes && i < size; i++)
		value |= (uint32_t)bytes[i] << (8 * i);
	return value;
}

static bool refuse(struct hp_diag *diag, const char *path, const char *why)
{
	hp_error(diag, "image '%s': %s", path, why);
	return false;
}

static bool read_file(struct hp_pe *pe, struct hp_diag *diag, const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		hp_error(diag, "cannot open image '%s':", path);
		return false;
	}
	long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
	bool done = size >= 0 && fseek(file, 0, SEEK_SET) == 0;
	if (done) {
		pe->file_size = (size_t)size;
		pe->file = malloc(pe->file_size + 1);
		done = pe->file && fread(pe->file, 1, pe->file_size, file) == pe->file_size;
	}
	fclose(file);
	if (!done)
		hp_error(diag, "cannot read image '%s':", path);
	return done;
}

static uint32_t optional_header(const struct hp_pe *pe)
{
	return pe->header + COFF_HEADER;
}

unsigned hp_pe_pointer_size(const struct hp_pe *pe)
{
	return pe->machine == HP_PE_X86 ? 4 : 8;
}

/* Relative address and size of a data directory. */
static uint32_t directory(const struct hp_pe *pe, unsigned index, uint32_t *size)
{
	uint32_t table = optional_header(pe) + (hp_pe_pointer_size(pe) == 4 ? 96 : 112), start = table + 8 * index;
	bool known = index < get(pe, table - 4, 4);
	*size = known ? get(pe, start + 4, 4) : 0;
	return known ? get(pe, start, 4) : 0;
}

static bool read_sections(struct hp_pe *pe)
{
	uint32_t table = optional_header(pe) + get(pe, pe->header + 16, 2);
	pe->section_count = get(pe, pe->header + 2, 2);
	if (!at(pe, table, (uint64_t)pe->section_count * SECTION_HEADER))
		return false;
	pe->sections = calloc(pe->section_count + 1, sizeof *pe->sections);
	for (unsigned i = 0; pe->sections && i < pe->section_count; i++) {
		uint32_t header = table + i * SECTION_HEADER, flags = get(pe, header + 36, 4);
		struct hp_pe_section *section = &pe->sections[i];
		memcpy(section->name, pe->file + header, 8);
		section->size = get(pe, header + 8, 4);
		section->address = get(pe, header + 12, 4);
		section->stored = get(pe, header + 16, 4);
		if (section->stored > section->size)
			section->stored = section->size;
		section->executable = flags & 0x20000000;
		section->readable = flags & 0x40000000;
		section->writable = flags & 0x80000000;
		if ((uint64_t)section->address + section->size > pe->image_size)
			return false;
	}
	return pe->sections != NULL;
}

/* What the two headers say, sections excluded. */
static void read_headers(struct hp_pe *pe)
{
	uint32_t optional = optional_header(pe);
	pe->preferred_base = pe->machine == HP_PE_X86
	                         ? get(pe, optional + 28, 4)
	                         : get(pe, optional + 24, 4) | (uint64_t)get(pe, optional + 28, 4) << 32;
	pe->image_size = get(pe, optional + 56, 4);
	pe->checksum = get(pe, optional + 64, 4);
	pe->timestamp = get(pe, pe->header + 4, 4);
	pe->is_fixed = get(pe, pe->header + 18, 2) & 1;
	pe->is_dll = (get(pe, pe->header + 18, 2) & 0x2000) != 0;
}

bool hp_pe_open(struct hp_pe *pe, struct hp_diag *diag, const char *path)
{
	*pe = (struct hp_pe){0};
	if (!read_file(pe, diag, path))
		return false;
	pe->header = get(pe, 0x3c, 4) + 4;
	if (get(pe, 0, 2) != 0x5a4d || get(pe, pe->header - 4, 4) != 0x4550)
		return refuse(diag, path, "this is no EXE or DLL: give the file that is shipped");
	pe->machine = (enum hp_pe_machine)get(pe, pe->header, 2);
	if (pe->machine != HP_PE_X86 && pe->machine != HP_PE_X64 && pe->machine != HP_PE_ARM64)
		return refuse(diag, path, "it is not for x86, x64 or ARM64");
	if (get(pe, optional_header(pe), 2) != (pe->machine == HP_PE_X86 ? 0x10b : 0x20b))
		return refuse(diag, path, "its headers are damaged");
	read_headers(pe);
	return read_sections(pe) || refuse(diag, path, "its section table is damaged");
}

void hp_pe_close(struct hp_pe *pe)
{
	free(pe->sections);
	free(pe->file);
}

static void add_to(unsigned char *place, unsigned size, uint64_t delta)
{
	uint64_t value = 0;
	memcpy(&value, place, size);
	value += delta;
	memcpy(place, &value, size);
}

/* What pe_image_at relocates. */
struct move {
	unsigned char *image;
	uint64_t delta;
};

static bool move_address(void *self, uint32_t address, unsigned width)
{
	const struct move *move = self;
	add_to(move->image + address, width, move->delta);
	return true;
}

unsigned char *hp_pe_image_at(const struct hp_pe *pe, struct hp_diag *diag, uint64_t base)
{
	unsigned char *image = calloc(1, (size_t)pe->image_size + 1);
	uint32_t table = optional_header(pe) + get(pe, pe->header + 16, 2);
	uint32_t headers = get(pe, optional_header(pe) + 60, 4);
	const unsigned char *start = headers <= pe->image_size ? at(pe, 0, headers) : NULL;
	bool done = image && start;
	if (done)
		memcpy(image, start, headers);
	for (unsigned i = 0; done && i < pe->section_count; i++) {
		uint32_t header = table + i * SECTION_HEADER, size = pe->sections[i].stored;
		const unsigned char *bytes = at(pe, get(pe, header + 20, 4), size);
		done = bytes != NULL;
		if (done)
			memcpy(image + pe->sections[i].address, bytes, size);
	}
	struct move move = {image, base - pe->preferred_base};
	if (done && (!move.delta || hp_pe_relocations(pe, move_address, &move)))
		return image;
	hp_error(diag, "damaged image");
	free(image);
	return NULL;
}

/* Turns a relative address into a file offset; 0 if no section has it. */
static uint32_t file_offset(const struct hp_pe *pe, uint32_t address)
{
	uint32_t table = optional_header(pe) + get(pe, pe->header + 16, 2);
	for (unsigned i = 0; i < pe->section_count; i++) {
		const struct hp_pe_section *section = &pe->sections[i];
		if (address >= section->address && address - section->address < section->size)
			return get(pe, table + i * SECTION_HEADER + 20, 4) + address - section->address;
	}
	return 0;
}

const struct hp_pe_section *hp_pe_section_at(const struct hp_pe *pe, uint32_t address)
{
	for (unsigned i = 0; i < pe->section_count; i++)
		if (address >= pe->sections[i].address && address - pe->sections[i].address < pe->sections[i].size)
			return &pe->sections[i];
	return NULL;
}

const unsigned char *hp_pe_bytes(const struct hp_pe *pe, uint32_t address, uint32_t size)
{
	const struct hp_pe_section *section = hp_pe_section_at(pe, address);
	uint32_t stored = section ? section->stored : 0, into = section ? address - section->address : 0;
	return into < stored && size <= stored - into ? at(pe, file_offset(pe, address), size) : NULL;
}

/* Blocks of a page address, a size and 16-bit entries of type and offset. */
bool hp_pe_relocations(const struct hp_pe *pe, bool (*visit)(void *self, uint32_t address, unsigned width),
                       void *self)
{
	uint32_t size, table = file_offset(pe, directory(pe, RELOCATION_DIRECTORY, &size));
	if (!size)
		return true;
	if (!table || !at(pe, table, size))
		return false;
	for (uint32_t offset = 0; offset + 8 <= size;) {
		uint32_t page = get(pe, table + offset, 4), length = get(pe, table + offset + 4, 4);
		if (length < 8 || length > size - offset)
			return false;
		for (uint32_t i = 8; i + 2 <= length; i += 2) {
			unsigned entry = get(pe, table + offset + i, 2), type = entry >> 12;
			unsigned width = type == REL_DIR64 ? 8 : 4;
			uint64_t address = (uint64_t)page + (entry & 0xfff);
			if (type == REL_ABSOLUTE)
				continue;
			if ((type != REL_DIR64 && type != REL_HIGHLOW) || address + width > pe->image_size ||
			    !visit(self, (uint32_t)address, width))
				return false;
		}
		offset += length;
	}
	return true;
}

uint32_t hp_pe_export(const struct hp_pe *pe, const char *name)
{
	uint32_t size, start = file_offset(pe, directory(pe, EXPORT_DIRECTORY, &size));
	uint32_t count = start ? get(pe, start + 24, 4) : 0;
	uint32_t functions = file_offset(pe, get(pe, start + 28, 4));
	uint32_t names = file_offset(pe, get(pe, start + 32, 4));
	uint32_t ordinals = file_offset(pe, get(pe, start + 36, 4));
	for (uint32_t i = 0; i < count && i < 65536; i++) {
		const unsigned char *text = at(pe, file_offset(pe, get(pe, names + 4 * i, 4)), strlen(name) + 1);
		if (text && memcmp(text, name, strlen(name) + 1) == 0)
			return get(pe, functions + 4 * get(pe, ordinals + 2 * i, 2), 4);
	}
	return 0;
}

/* The string at a relative address; "" if there is none that ends. */
static const char *string_at(const struct hp_pe *pe, uint32_t address)
{
	uint32_t offset = file_offset(pe, address);
	const char *text = offset ? (const char *)at(pe, offset, 1) : NULL;
	return text && memchr(text, '\0', pe->file_size - offset) ? text : "";
}

/* The imports of one DLL; one by number has the name "". */
static void visit_imports(const struct hp_pe *pe, const uint32_t tables[3], hp_pe_import visit, void *self)
{
	uint32_t width = hp_pe_pointer_size(pe), lookup = file_offset(pe, tables[1]), slot = tables[2];
	const char *dll = string_at(pe, tables[0]);
	for (uint32_t entry; lookup && (entry = get(pe, lookup, 4)); lookup += width, slot += width) {
		bool numbered = get(pe, lookup + width - 1, 1) & 0x80;
		visit(self, dll, numbered ? "" : string_at(pe, entry + 2), slot);
	}
}

void hp_pe_imports(const struct hp_pe *pe, hp_pe_import visit, void *self)
{
	enum { DESCRIPTOR = 20 };
	uint32_t size, start = file_offset(pe, directory(pe, IMPORT_DIRECTORY, &size));
	for (; start && size >= DESCRIPTOR && get(pe, start + 12, 4); start += DESCRIPTOR, size -= DESCRIPTOR) {
		uint32_t lookup = get(pe, start, 4), slots = get(pe, start + 16, 4);
		const uint32_t tables[] = {get(pe, start + 12, 4), lookup ? lookup : slots, slots};
		visit_imports(pe, tables, visit, self);
	}
}

bool hp_pe_debug(const struct hp_pe *pe, struct hp_pe_debug *debug)
{
	enum { ENTRY = 28, CODEVIEW = 2, RSDS = 0x53445352, HEAD = 24 };
	uint32_t size, start = file_offset(pe, directory(pe, DEBUG_DIRECTORY, &size));
	for (; start && size >= ENTRY; start += ENTRY, size -= ENTRY) {
		uint32_t length = get(pe, start + 16, 4), data = get(pe, start + 24, 4);
		const unsigned char *bytes = length > HEAD ? at(pe, data, length) : NULL;
		if (get(pe, start + 12, 4) != CODEVIEW || !bytes || get(pe, data, 4) != RSDS)
			continue;
		*debug = (struct hp_pe_debug){.age = get(pe, data + 20, 4), .path = ""};
		memcpy(debug->guid, bytes + 4, sizeof debug->guid);
		if (memchr(bytes + HEAD, '\0', length - HEAD))
			debug->path = (const char *)bytes + HEAD;
		return true;
	}
	return false;
}

void hp_pe_functions(const struct hp_pe *pe, void (*visit)(void *self, uint32_t start, uint32_t end), void *self)
{
	uint32_t size, table = file_offset(pe, directory(pe, EXCEPTION_DIRECTORY, &size));
	uint32_t entry = pe->machine == HP_PE_X64 ? 12 : 8;
	for (; pe->machine != HP_PE_X86 && table && size >= entry; table += entry, size -= entry) {
		uint32_t start = get(pe, table, 4), data = get(pe, table + 4, 4), length;
		if (!start)
			continue;
		if (pe->machine == HP_PE_X64)
			length = data - start;
		else if (data & 3)
			length = (data >> 2 & 0x7ff) * 4; /* packed */
		else
			length = (get(pe, file_offset(pe, data), 4) & 0x3ffff) * 4;
		if (length <= pe->image_size && start <= pe->image_size - length)
			visit(self, start, start + length);
	}
}

bool hp_pe_tls(const struct hp_pe *pe, struct hp_pe_tls *tls)
{
	uint32_t size, start = file_offset(pe, directory(pe, TLS_DIRECTORY, &size)), width = hp_pe_pointer_size(pe);
	if (!start || !size)
		return false;
	uint32_t base = (uint32_t)pe->preferred_base; /* images are below 4 GB: the low halves are enough */
	tls->start = get(pe, start, 4) - base;
	tls->end = get(pe, start + width, 4) - base;
	tls->index = get(pe, start + 2 * width, 4) - base;
	tls->size = tls->end - tls->start + get(pe, start + 4 * width, 4);
	return tls->end >= tls->start && tls->end <= pe->image_size && tls->index < pe->image_size;
}
