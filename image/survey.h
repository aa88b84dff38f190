/*
 * What an image's symbols are, gathered from a PDB, a symbol table with debug information, or a map, before it is
 * written as a base description. Readers add modules, ranges and symbols; hp_survey_finish works out the rest.
 */
#ifndef HP_SURVEY_H
#define HP_SURVEY_H

#include "image/base_write.h"
#include "image/pe.h"

struct hp_arena;
struct hp_diag;

struct hp_survey_symbol {
	const char *name;
	uint32_t address;
	uint32_t module; /* index from 1 on; 0: not known */
	uint64_t size;   /* 0: not known */
	bool external, display, dropped;
	/* Set by hp_survey_finish: */
	bool ambiguous, branched, taken;
	enum hp_base_kind kind;
	uint64_t extent;
	uint32_t sharing;
};

/* Bytes of the image that are from one module; `crc`: the linker's checksum of them in the object, 0 if unknown. */
struct hp_survey_range {
	uint32_t address, size, module, crc;
};

struct hp_survey {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const struct hp_pe *pe;
	const char *path; /* the image's */
	struct hp_base_identity identity;
	struct hp_base_module_row *modules; /* modules[0] has the id 1 */
	size_t module_count, module_room;
	struct hp_survey_range *ranges; /* by address after hp_survey_finish */
	size_t range_count, range_room;
	struct hp_survey_symbol *symbols; /* by name after hp_survey_finish */
	size_t symbol_count, symbol_room;
	struct hp_survey_symbol **places;  /* the same by address */
	struct hp_survey_range *functions; /* the unwind table's, by address */
	size_t function_count;
	uint32_t *pointers; /* sorted addresses that the loader relocates */
	size_t pointer_count;
};

/* Starts with the image's identity. */
void hp_survey_init(struct hp_survey *survey, struct hp_arena *arena, struct hp_diag *diag, const struct hp_pe *pe,
                    const char *path);

/* Adds one; strings are copied. The module's number, from 1 on. */
uint32_t hp_survey_add_module(struct hp_survey *survey, const struct hp_base_module_row *module);
void hp_survey_add_range(struct hp_survey *survey, const struct hp_survey_range *range);
void hp_survey_add_symbol(struct hp_survey *survey, const struct hp_survey_symbol *symbol);

/* The index of the first of `count` symbols, sorted by address, that is not in front of one; `count`: none. */
size_t hp_survey_first_at(struct hp_survey_symbol *const *places, size_t count, uint32_t address);

/* Sorts the ranges, so that hp_survey_module_at can be asked. */
void hp_survey_sort_ranges(struct hp_survey *survey);
const struct hp_survey_range *hp_survey_range_at(const struct hp_survey *survey, uint32_t address);

/* The readers: false after a report. */
bool hp_survey_read_pdb(struct hp_survey *survey, const char *path);
bool hp_survey_read_table(struct hp_survey *survey); /* the image's symbol table and DWARF */
bool hp_survey_read_map(struct hp_survey *survey, const char *path);

/* Gives symbols with a debugger's name the one of the objects below a folder, where it is clear which. */
void hp_survey_read_objects(struct hp_survey *survey, const char *folder);

/* Finds branches into entries and addresses of functions, in a finished survey. False if LLVM lacks the machine. */
bool hp_survey_mark_code(struct hp_survey *survey);

/* Works out kinds, extents, what shares addresses, what is ambiguous. False after a report: there are no symbols. */
bool hp_survey_finish(struct hp_survey *survey);

/* Writes a finished survey. False after a report. */
bool hp_survey_write(struct hp_survey *survey, struct hp_base_writer *writer);

#endif
