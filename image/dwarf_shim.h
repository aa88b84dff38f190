/*
 * DWARF of an image through LLVM's reader, which has no C API.
 */
#ifndef HP_DWARF_SHIM_H
#define HP_DWARF_SHIM_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct hp_dwarf_symbol {
	const char *name; /* the linker's name without x86's underscore, else the source's */
	const char
	    *scope;    /* the function that a variable is a static of, "" if of none or if `name` is the linker's */
	uint32_t unit; /* from 1 on */
	uint64_t address, size; /* as linked; size 0: not known */
	bool external, function;
};

/* Units by their numbers, each followed by its ranges and symbols. Texts end with the call. */
struct hp_dwarf_reader {
	void *self;
	void (*unit)(void *self, const char *source);
	void (*range)(void *self, uint64_t low, uint64_t high);
	void (*symbol)(void *self, const struct hp_dwarf_symbol *symbol);
};

/* On failure *error gets a malloc'ed text and false is returned. An image without DWARF has no units. */
bool hp_shim_dwarf_read(const char *path, const struct hp_dwarf_reader *to, char **error);

#ifdef __cplusplus
}
#endif

#endif
