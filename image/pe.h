/*
 * A PE image file as the Windows loader would lay it out in memory: sections at their addresses, base relocations
 * applied, exports, imports and unwind tables. Every offset of the file is checked; damage is reported or skipped.
 */
#ifndef HP_PE_H
#define HP_PE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_diag;

enum hp_pe_machine { HP_PE_NONE = 0, HP_PE_X86 = 0x14c, HP_PE_X64 = 0x8664, HP_PE_ARM64 = 0xaa64 };

struct hp_pe_section {
	char name[9];
	uint32_t address; /* relative to the image base */
	uint32_t size;    /* bytes in memory */
	uint32_t stored;  /* of these in the file; the others are zeros */
	bool readable, writable, executable;
};

struct hp_pe {
	unsigned char *file;
	size_t file_size;
	enum hp_pe_machine machine;
	uint64_t preferred_base;
	uint32_t image_size; /* bytes in memory */
	uint32_t timestamp, checksum;
	struct hp_pe_section *sections;
	unsigned section_count;
	bool is_dll;
	bool is_fixed;   /* linked without base relocations */
	uint32_t header; /* file offset of the COFF header */
};

/* Reads the file. False after a report if it is no image; hp_pe_close is allowed then, too. */
bool hp_pe_open(struct hp_pe *pe, struct hp_diag *diag, const char *path);
void hp_pe_close(struct hp_pe *pe);

unsigned hp_pe_pointer_size(const struct hp_pe *pe);

/* The image's `image_size` bytes as they are in memory at `base`; malloc'ed. NULL after a report. */
unsigned char *hp_pe_image_at(const struct hp_pe *pe, struct hp_diag *diag, uint64_t base);

/* The section at a relative address, NULL if there is none. */
const struct hp_pe_section *hp_pe_section_at(const struct hp_pe *pe, uint32_t address);

/* `size` bytes of the file as the image has them at a relative address, not relocated; NULL if the file has them not.
 */
const unsigned char *hp_pe_bytes(const struct hp_pe *pe, uint32_t address, uint32_t size);

/* Calls `visit` for each address in the image that the loader relocates, until it returns false. False then, and if
 * the table is damaged. */
bool hp_pe_relocations(const struct hp_pe *pe, bool (*visit)(void *self, uint32_t address, unsigned width),
                       void *self);

/* The relative address of an export, 0 if there is none of that name. */
uint32_t hp_pe_export(const struct hp_pe *pe, const char *name);

/* One import: `slot` is the relative address of its table entry; `name` is "" if it is imported by number. */
typedef void (*hp_pe_import)(void *self, const char *dll, const char *name, uint32_t slot);
void hp_pe_imports(const struct hp_pe *pe, hp_pe_import visit, void *self);

/* Which PDB belongs to the image; `path` is the linker's, "" if it is damaged. */
struct hp_pe_debug {
	unsigned char guid[16];
	uint32_t age;
	const char *path;
};

/* False if the image names no PDB. */
bool hp_pe_debug(const struct hp_pe *pe, struct hp_pe_debug *debug);

/* Calls `visit` for each range that the unwind table has; x86 has none. A function may have several. */
void hp_pe_functions(const struct hp_pe *pe, void (*visit)(void *self, uint32_t start, uint32_t end), void *self);

/* The template of the image's thread-local variables, as relative addresses; `size` with the zeros. */
struct hp_pe_tls {
	uint32_t start, end, size, index;
};

/* False if the image has no thread-local variables. */
bool hp_pe_tls(const struct hp_pe *pe, struct hp_pe_tls *tls);

#endif
