/*
 * A processor with memory, in Unicorn: maps images with their protections, calls functions in them.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "pe.h"

struct machine {
	void *engine; /* uc_engine */
	enum pe_machine kind;
	uint64_t stack_top;
	uint64_t fault; /* address of the last bad access, for messages */
};

/* False and a message on stderr on failure. */
bool machine_open(struct machine *machine, enum pe_machine kind);
void machine_close(struct machine *machine);

/* Maps `image` (of pe_image_at) at `base`, each section with its own protection. */
bool machine_map(struct machine *machine, const struct pe *pe, const unsigned char *image, uint64_t base);

/* Reads or writes memory whatever its protection. */
bool machine_read(struct machine *machine, uint64_t address, void *data, size_t size);
bool machine_write(struct machine *machine, uint64_t address, const void *data, size_t size);

/*
 * Calls the function at `address` without arguments until it returns, at most `seconds` (0: for ever). *result gets the
 * return register. False and a message if it faults; *timeout tells an ended limit from a fault.
 */
bool machine_call(struct machine *machine, uint64_t address, uint64_t seconds, uint64_t *result, bool *timeout);

#endif
