/*
 * The machine with its images as the process that the loader patches.
 */
#include "guest_process.h"

#include <stdlib.h>

static bool read_memory(void *self, uint64_t address, void *data, size_t size)
{
	struct guest *guest = self;
	return machine_read(&guest->machine, address, data, size);
}

static bool write_memory(void *self, uint64_t address, const void *data, size_t size)
{
	struct guest *guest = self;
	struct memory memory = machine_memory(&guest->machine);
	unsigned old;
	if (!memory.open(memory.self, address, size, &old))
		return false;
	bool done = memory.write(memory.self, address, data, size);
	return memory.close(memory.self, address, size, old) && memory.flush(memory.self, address, size) && done;
}

/* Half-way to what can be reached: images lie further from each other, or all within reach. */
static bool reserve_memory(void *self, uint64_t around, uint64_t reach, size_t size, uint64_t *address)
{
	enum { GRANULARITY = 0x10000 };
	struct guest *guest = self;
	*address = (around + reach / 2 + guest->reserved) / GRANULARITY * GRANULARITY;
	guest->reserved += (size + GRANULARITY - 1) / GRANULARITY * GRANULARITY;
	return machine_reserve_code(&guest->machine, *address, size);
}

static void release_memory(void *self, uint64_t address, size_t size)
{
	struct guest *guest = self;
	machine_release(&guest->machine, address, size);
}

static bool find_image(void *self, unsigned index, uint64_t *address)
{
	struct guest *guest = self;
	if (index >= guest->count)
		return false;
	*address = guest->images[index].base;
	return true;
}

static bool pause_threads(void *self, hpl_busy busy, const void *context)
{
	struct guest *guest = self;
	struct memory memory = machine_memory(&guest->machine);
	return memory.pause(memory.self, busy, context);
}

static void resume_threads(void *self)
{
	(void)self;
}

static bool call(void *self, uint64_t function, uint32_t *answer)
{
	enum { SECONDS = 20 };
	struct guest *guest = self;
	const struct machine_function code = {.address = function};
	uint64_t given;
	bool timeout, done = machine_call(&guest->machine, &code, SECONDS, &given, &timeout);
	*answer = (uint32_t)given;
	return done;
}

static void *allocate(void *self, size_t size)
{
	(void)self;
	return calloc(1, size);
}

static void release(void *self, void *memory)
{
	(void)self;
	free(memory);
}

struct hpl_process guest_process(struct guest *guest)
{
	return (struct hpl_process){
	    .self = guest,
	    .read = read_memory,
	    .write = write_memory,
	    .reserve = reserve_memory,
	    .release = release_memory,
	    .image = find_image,
	    .pause = pause_threads,
	    .resume = resume_threads,
	    .call = call,
	    .allocate = allocate,
	    .free = release,
	};
}
