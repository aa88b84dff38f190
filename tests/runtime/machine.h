/*
 * A processor with memory, in Unicorn: maps images with their protections, calls functions in them.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "image/pe.h"
#include "memory.h"

enum { MACHINE_THREADS = 2, MACHINE_ARGS = 4 };

/* A thread has a stack and a block of its own (TEB), where code finds its thread-local variables. */
struct machine_thread {
	uint64_t stack_top, block;
	void *context; /* uc_context of a function that was not run to its end */
};

struct machine {
	void *engine; /* uc_engine */
	enum hp_pe_machine kind;
	struct machine_thread threads[MACHINE_THREADS];
	uint64_t fault; /* address of the last bad access, for messages */
	bool counts;    /* instructions: a function was begun */
};

/* False and a message on stderr on failure. */
bool machine_open(struct machine *machine, enum hp_pe_machine kind);
void machine_close(struct machine *machine);

/* Maps `image` (of pe_image_at) at `base`, each section with its own protection. */
bool machine_map(struct machine *machine, const struct hp_pe *pe, const unsigned char *image, uint64_t base);

/* Memory to read and write at `base`, whole pages. */
bool machine_reserve(struct machine *machine, uint64_t base, size_t size);

/* The same to read and execute; takes such pages back. */
bool machine_reserve_code(struct machine *machine, uint64_t base, size_t size);
void machine_release(struct machine *machine, uint64_t base, size_t size);

/* Reads or writes memory whatever its protection. */
bool machine_read(struct machine *machine, uint64_t address, void *data, size_t size);
bool machine_write(struct machine *machine, uint64_t address, const void *data, size_t size);

/* What code calls. */
struct machine_function {
	uint64_t address, args[MACHINE_ARGS];
	unsigned count;
};

/*
 * Calls a function on the first thread until it returns, at most `seconds` (0: for ever). *result gets the return
 * register. False and a message if it faults; *timeout tells an ended limit from a fault.
 */
bool machine_call(struct machine *machine, const struct machine_function *function, uint64_t seconds,
                  uint64_t *result, bool *timeout);

/* Begins a function on a thread without running it. */
bool machine_start(struct machine *machine, unsigned thread, const struct machine_function *function);

/* Runs it for some instructions (0: to its end). *ended tells whether it returned, *result what. */
bool machine_step(struct machine *machine, unsigned thread, size_t instructions, bool *ended, uint64_t *result);

/* Where a begun function stands. */
uint64_t machine_position(struct machine *machine, unsigned thread);

/* The registers that it has, by the processor's numbers: rax to r15, x0 to x30; on x86 none but the first two. */
struct machine_registers {
	uint64_t position, stack, general[31];
};
bool machine_registers(struct machine *machine, unsigned thread, struct machine_registers *registers);

/* The memory of the machine for a patch; it keeps to page protections. A begun function is its other thread. */
struct memory machine_memory(struct machine *machine);

#endif
