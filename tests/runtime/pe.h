/*
 * A PE image file as the Windows loader would lay it out in memory: sections at their addresses, base relocations
 * applied, exports and COFF symbols to look up. Only what lld-link writes; every offset of the file is checked.
 */
#ifndef PE_H
#define PE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pe_machine { PE_NONE = 0, PE_X86 = 0x14c, PE_X64 = 0x8664, PE_ARM64 = 0xaa64 };

struct pe_section {
	char name[9];
	uint32_t address; /* relative to the image base */
	uint32_t size;    /* bytes in memory */
	uint32_t stored;  /* of these in the file; the others are zeros */
	bool readable, writable, executable;
};

struct pe {
	unsigned char *file;
	size_t file_size;
	enum pe_machine machine;
	uint64_t preferred_base;
	uint32_t image_size; /* bytes in memory */
	uint32_t timestamp;
	struct pe_section *sections;
	unsigned section_count;
	bool is_fixed;   /* linked without base relocations */
	uint32_t header; /* file offset of the COFF header */
};

/* Reads the file. False and a message on stderr if it is no image that lld-link could have written. */
bool pe_open(struct pe *pe, const char *path);
void pe_close(struct pe *pe);

unsigned pe_pointer_size(const struct pe *pe);

/* The image's `image_size` bytes as they are in memory at `base`; malloc'ed. NULL and a message on failure. */
unsigned char *pe_image_at(const struct pe *pe, uint64_t base);

/* The section at a relative address, NULL if there is none. */
const struct pe_section *pe_section_at(const struct pe *pe, uint32_t address);

/* `size` bytes of the file as the image has them at a relative address, not relocated; NULL if the file has them not.
 */
const unsigned char *pe_bytes(const struct pe *pe, uint32_t address, uint32_t size);

/* Calls `visit` for each address in the image that the loader relocates, until it returns false. False then, and if
 * the table is damaged. */
bool pe_relocations(const struct pe *pe, bool (*visit)(void *self, uint32_t address, unsigned width), void *self);

/* The relative address of an export, 0 if there is none of that name. */
uint32_t pe_export(const struct pe *pe, const char *name);

/* Calls `visit` for each function or variable imported by name: `slot` is the relative address of its table entry. */
void pe_imports(const struct pe *pe, void (*visit)(void *self, const char *dll, const char *name, uint32_t slot),
                void *self);

/* The template of the image's thread-local variables, as relative addresses; `size` with the zeros. */
struct pe_tls {
	uint32_t start, end, size, index;
};

/* False if the image has no thread-local variables. */
bool pe_tls(const struct pe *pe, struct pe_tls *tls);

/* Calls `visit` for each COFF symbol that lies in a section; the image must be linked with /debug:symtab. */
void pe_symbols(const struct pe *pe, void (*visit)(void *self, const char *name, uint32_t address), void *self);

#endif
