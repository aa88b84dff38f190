/*
 * The memory of the process that is patched, and its threads. One back end is a Windows process, another a Unicorn
 * machine. All functions return false on failure.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a thread must not be stopped at the instruction at `address`. */
typedef bool (*memory_busy)(const void *context, uint64_t address);

struct memory {
	void *self;
	bool (*read)(void *self, uint64_t address, void *data, size_t size);
	/* Fails on pages that are not open or writable. Aligned data of up to pointer size is written in one store.
	 */
	bool (*write)(void *self, uint64_t address, const void *data, size_t size);
	/* Makes the pages writable, keeping them executable where they are; *old is for `close`, which takes it back.
	 */
	bool (*open)(void *self, uint64_t address, size_t size, unsigned *old);
	bool (*close)(void *self, uint64_t address, size_t size, unsigned old);
	/* Makes the processors see code that was written. */
	bool (*flush)(void *self, uint64_t address, size_t size);
	/* Stops all other threads where none is busy, lets them go on. Between the two nothing is allocated. */
	bool (*pause)(void *self, memory_busy busy, const void *context);
	bool (*resume)(void *self);
};

#endif
