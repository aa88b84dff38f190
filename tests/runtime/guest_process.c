/*
 * The machine with its images as the process that the loader patches.
 */
#include "guest_process.h"

#include <stdlib.h>
#include <string.h>

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

static bool is_busy(struct guest *guest, unsigned thread, const struct hpl_pause *pause)
{
	struct machine_registers found;
	struct hpl_registers registers;
	if (!guest->machine.threads[thread].context || !machine_registers(&guest->machine, thread, &found))
		return false;
	registers.pc = found.position;
	registers.sp = found.stack;
	memcpy(registers.general, found.general, sizeof registers.general);
	return pause->busy(pause->context, &registers);
}

/* The other thread goes on until it is not busy, or for long enough. */
static bool pause_threads(void *self, struct hpl_pause *pause)
{
	enum { INSTRUCTIONS = 20000 };
	struct guest *guest = self;
	uint64_t result;
	for (unsigned i = 1; i < MACHINE_THREADS; i++) {
		bool ended = false;
		for (unsigned k = 0; !ended && is_busy(guest, i, pause); k++) {
			if (k < INSTRUCTIONS && machine_step(&guest->machine, i, 1, &ended, &result))
				continue;
			pause->thread = i;
			return false;
		}
	}
	return true;
}

static void resume_threads(void *self)
{
	(void)self;
}

static uint64_t stack_end(void *self, uint64_t sp)
{
	struct guest *guest = self;
	uint64_t end = 0;
	for (unsigned i = 0; i < MACHINE_THREADS; i++) {
		uint64_t top = guest->machine.threads[i].stack_top;
		if (top > sp && (!end || top < end))
			end = top;
	}
	return end;
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
	    .stack_end = stack_end,
	    .call = call,
	    .allocate = allocate,
	    .free = release,
	};
}
