/*
 * The process that is patched, as the loader sees it: memory, images, threads. Back ends are the running Windows
 * process, another one, and a machine of the tests. Functions return false on failure.
 */
#ifndef HPL_PROCESS_H
#define HPL_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HPL_REGISTERS = 31 };

/* A stopped thread. */
struct hpl_registers {
	uint64_t pc, sp;
	uint64_t general[HPL_REGISTERS]; /* by the processor's numbers: rax to r15, of which 4 is rsp; x0 to x30 */
};

/* Whether a thread must go on. */
typedef bool (*hpl_busy)(void *context, const struct hpl_registers *registers);

/* How threads are stopped. */
struct hpl_pause {
	hpl_busy busy;
	void *context;
	unsigned timeout; /* milliseconds that threads get for not being busy, while others are stopped already */
	unsigned retries; /* how often all go on in between */
	uint64_t thread;  /* set on failure: the number of a thread that was busy; 0: another reason */
};

struct hpl_process {
	void *self;
	bool (*read)(void *self, uint64_t address, void *data, size_t size);
	/* Through the pages' protection, which is as before afterwards. Aligned data of up to 4 bytes is written in
	 * one store. The processors see what was written as code. */
	bool (*write)(void *self, uint64_t address, const void *data, size_t size);
	/* Pages to execute, of which no byte is further than `reach` bytes from `near`. *address gets their start. */
	bool (*reserve)(void *self, uint64_t near, uint64_t reach, size_t size, uint64_t *address);
	void (*release)(void *self, uint64_t address, size_t size);
	/* The start of image number `index`, which is asked for in order from 0 on; false behind the last. */
	bool (*image)(void *self, unsigned index, uint64_t *address);
	/* Stops all other threads where none is busy, lets them go on. Between the two nothing is allocated. */
	bool (*pause)(void *self, struct hpl_pause *pause);
	void (*resume)(void *self);
	/* The end of a stopped thread's stack, which has grown down to `sp`; 0: not known. */
	uint64_t (*stack_end)(void *self, uint64_t sp);
	/* Runs a C function of the process that takes nothing; *answer is what it gives, if anything. No thread is
	 * stopped. False if it has not returned. */
	bool (*call)(void *self, uint64_t function, uint32_t *answer);
	/* Memory of the loader's own; NULL if there is none. */
	void *(*allocate)(void *self, size_t size);
	void (*free)(void *self, void *memory);
};

static inline bool hpl_read(const struct hpl_process *process, uint64_t address, void *data, size_t size)
{
	return process->read(process->self, address, data, size);
}

static inline bool hpl_write(const struct hpl_process *process, uint64_t address, const void *data, size_t size)
{
	return process->write(process->self, address, data, size);
}

#endif
