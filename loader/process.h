/*
 * The process that is patched, as the loader sees it: memory, images, threads. Back ends are the running Windows
 * process, another one, and a machine of the tests. Functions return false on failure.
 */
#ifndef HPL_PROCESS_H
#define HPL_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a thread must not be stopped at the instruction at `address`. */
typedef bool (*hpl_busy)(const void *context, uint64_t address);

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
	bool (*pause)(void *self, hpl_busy busy, const void *context);
	void (*resume)(void *self);
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
