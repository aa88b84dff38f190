/*
 * The sections and the symbol table of a COFF file: an object, also a big one, or an image that was not stripped.
 * Every offset is checked; what is damaged is left out.
 */
#ifndef HP_COFF_H
#define HP_COFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_pe;

enum hp_coff_class {
	HP_COFF_EXTERNAL = 2,
	HP_COFF_STATIC = 3,
	HP_COFF_LABEL = 6,
	HP_COFF_FILE = 103,
	HP_COFF_WEAK = 105
};

struct hp_coff {
	const unsigned char *bytes; /* borrowed */
	size_t size;
	unsigned machine; /* as in image/pe.h */
	uint32_t section_count, symbol_count;
	uint64_t sections, symbols, strings; /* offsets */
	uint32_t symbol_size;
};

struct hp_coff_symbol {
	const char *name; /* a file's for HP_COFF_FILE; ends with the call or lies in the file */
	uint32_t index;
	uint32_t value;
	int32_t section; /* from 1 on; 0: undefined or common, -1: a number, -2: debug information */
	unsigned type, class;
	bool is_function;   /* says the type; other linkers' symbols may have none */
	bool is_section;    /* stands for its section, or for a COMDAT */
	unsigned selection; /* of a COMDAT's section: IMAGE_COMDAT_SELECT_…; 0: none */
};

struct hp_coff_section {
	char name[9];
	uint32_t size, flags, data; /* `data`: offset in the file, 0: none */
	const unsigned char *bytes; /* `size` of them; NULL: none in the file */
};

/* False if the bytes are no COFF object. */
bool hp_coff_open(struct hp_coff *coff, const unsigned char *bytes, size_t size);

/* The symbol table of an image; without symbols if the image was stripped. */
void hp_coff_of_image(struct hp_coff *coff, const struct hp_pe *pe);

/* Section `number`, from 1 on. False if there is none. */
bool hp_coff_section(const struct hp_coff *coff, uint32_t number, struct hp_coff_section *section);

/* The name of section `number`, also one of more than eight bytes, in `room` or in the file. "" if there is none. */
const char *hp_coff_section_name(const struct hp_coff *coff, uint32_t number, char room[9]);

struct hp_coff_relocation {
	uint32_t offset; /* in the section */
	uint32_t symbol; /* its index */
	unsigned type;
};

/* Visits the relocations of section `number` of an object, as they stand. */
typedef void (*hp_coff_visit_relocation)(void *self, const struct hp_coff_relocation *relocation);
void hp_coff_relocations(const struct hp_coff *coff, uint32_t number, hp_coff_visit_relocation visit, void *self);

/* Visits the symbols in their order. */
typedef void (*hp_coff_visit)(void *self, const struct hp_coff_symbol *symbol);
void hp_coff_symbols(const struct hp_coff *coff, hp_coff_visit visit, void *self);

#endif
