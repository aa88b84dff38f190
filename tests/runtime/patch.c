/*
 * Applies a plan in memory. Decides the order of writes and what is refused; how memory is written, and how threads
 * are stopped, is the back end's.
 */
#include "patch.h"

#include "thunk.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct patch_saved {
	unsigned char pad[THUNK_PAD], jump[THUNK_JUMP], ref[8]; /* before the step */
	unsigned char long_jump[THUNK_PAD];                     /* what it wrote into the pad */
};

__attribute__((format(printf, 2, 3))) static bool refuse(struct patch *patch, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(patch->reason, sizeof patch->reason, format, args);
	va_end(args);
	return false;
}

static bool read(struct patch *patch, uint64_t address, void *data, size_t size)
{
	return patch->memory->read(patch->memory->self, address, data, size) ||
	       refuse(patch, "cannot read %zu bytes at 0x%" PRIx64, size, address);
}

/* Writes through the page's protection, which stays as it was. */
static bool poke(struct patch *patch, uint64_t address, const void *data, size_t size)
{
	const struct memory *memory = patch->memory;
	unsigned old;
	bool open = memory->open(memory->self, address, size, &old);
	bool done = open && memory->write(memory->self, address, data, size);
	if (open)
		done = memory->close(memory->self, address, size, old) && done;
	return done || refuse(patch, "cannot write %zu bytes at 0x%" PRIx64, size, address);
}

static bool poke_code(struct patch *patch, uint64_t address, const void *data, size_t size)
{
	return poke(patch, address, data, size) &&
	       (patch->memory->flush(patch->memory->self, address, size) || refuse(patch, "cannot flush code"));
}

/* The fields of a PE header in memory that tell one build of an image from another. */
static bool check_image(struct patch *patch, uint64_t at, const struct plan_image *image, const char *what)
{
	uint32_t header = 0, timestamp = 0, size = 0;
	uint16_t machine = 0;
	if (!read(patch, at + 0x3c, &header, 4) || !read(patch, at + header + 4, &machine, 2) ||
	    !read(patch, at + header + 8, &timestamp, 4) || !read(patch, at + header + 24 + 56, &size, 4))
		return false;
	if (machine != patch->plan->machine || timestamp != image->timestamp || size != image->size)
		return refuse(patch, "the %s in memory is not the image that the plan was made for", what);
	return true;
}

bool patch_open(struct patch *patch, const struct plan *plan, const struct memory *memory, uint64_t base,
                uint64_t image)
{
	*patch = (struct patch){.plan = plan, .memory = memory, .base = base, .image = image};
	patch->saved = calloc(plan->count + 1, sizeof *patch->saved);
	return patch->saved && check_image(patch, base, &plan->base, "base") &&
	       check_image(patch, image, &plan->patch, "patch");
}

void patch_close(struct patch *patch)
{
	free(patch->saved);
	*patch = (struct patch){0};
}

/* The function that jumps in a step, and where to. */
static uint64_t jumps_from(const struct patch *patch, const struct plan_step *step)
{
	return step->kind == PLAN_ENTER ? patch->base + step->base : patch->image + step->patch;
}

static uint64_t jumps_to(const struct patch *patch, const struct plan_step *step)
{
	return step->kind == PLAN_ENTER ? patch->image + step->patch : patch->base + step->base;
}

static bool all(const unsigned char *bytes, unsigned size, unsigned char value)
{
	for (unsigned i = 0; i < size; i++)
		if (bytes[i] != value)
			return false;
	return true;
}

/*
 * The function must be as the file has it, or entered by another patch. Of the first instruction those bytes count
 * that the jump will cover; the loader's base relocations do not reach them.
 */
static bool check_function(struct patch *patch, const struct plan_step *step, struct patch_saved *saved)
{
	enum hp_pe_machine machine = patch->plan->machine;
	unsigned pad = thunk_pad_size(machine), jump = thunk_jump_size(machine);
	unsigned char short_jump[THUNK_JUMP];
	uint64_t function = jumps_from(patch, step);
	thunk_short(machine, short_jump);
	if (!read(patch, function - pad, saved->pad, pad) || !read(patch, function, saved->jump, jump))
		return false;
	bool patched = thunk_is_long(machine, saved->pad);
	if (!patched && !all(saved->pad, pad, thunk_fill(machine)))
		return refuse(patch, "function '%s': the room before it is in use", step->name);
	if (step->first_size < jump)
		return refuse(patch, "function '%s': its first instruction is too short to become a jump",
		              step->name);
	return memcmp(saved->jump, patched ? short_jump : step->first, jump) == 0 ||
	       refuse(patch, "function '%s': its first instruction is not the one in the file", step->name);
}

static unsigned ref_size(const struct patch *patch)
{
	return patch->plan->machine == HP_PE_X86 ? 4 : 8;
}

static bool check_ref(struct patch *patch, const struct plan_step *step, struct patch_saved *saved)
{
	uint64_t value = 0, own = patch->image + step->own;
	if (!read(patch, patch->image + step->patch, saved->ref, ref_size(patch)))
		return false;
	memcpy(&value, saved->ref, ref_size(patch));
	return value == own || refuse(patch, "ref '%s' does not hold the address of its variable", step->name);
}

/* Only the steps that are not done yet: those of the patch image last as long as it is bound. */
static bool pending(const struct patch *patch, const struct plan_step *step)
{
	return step->kind == PLAN_ENTER ? !patch->entered : !patch->bound;
}

static bool check(struct patch *patch)
{
	bool done = true;
	for (size_t i = 0; done && i < patch->plan->count; i++) {
		const struct plan_step *step = &patch->plan->steps[i];
		if (pending(patch, step))
			done = step->kind < PLAN_LEAVE ? check_ref(patch, step, &patch->saved[i])
			                               : check_function(patch, step, &patch->saved[i]);
	}
	return done;
}

/* A thread between the two jumps of a function is busy: neither may change under it. */
static bool busy(const void *context, uint64_t address)
{
	const struct patch *patch = context;
	unsigned pad = thunk_pad_size(patch->plan->machine);
	for (size_t i = 0; i < patch->plan->count; i++) {
		uint64_t function = patch->base + patch->plan->steps[i].base;
		if (patch->plan->steps[i].kind == PLAN_ENTER && address >= function - pad && address < function)
			return true;
	}
	return false;
}

/* The long jump first: it must be there when the short one is. */
static bool jump(struct patch *patch, const struct plan_step *step, struct patch_saved *saved)
{
	enum hp_pe_machine machine = patch->plan->machine;
	unsigned char short_jump[THUNK_JUMP];
	uint64_t function = jumps_from(patch, step);
	thunk_long(machine, function, jumps_to(patch, step), saved->long_jump);
	thunk_short(machine, short_jump);
	return poke_code(patch, function - thunk_pad_size(machine), saved->long_jump, thunk_pad_size(machine)) &&
	       poke_code(patch, function, short_jump, thunk_jump_size(machine));
}

static bool unjump(struct patch *patch, const struct plan_step *step, const struct patch_saved *saved)
{
	enum hp_pe_machine machine = patch->plan->machine;
	uint64_t function = jumps_from(patch, step);
	return poke_code(patch, function, saved->jump, thunk_jump_size(machine)) &&
	       poke_code(patch, function - thunk_pad_size(machine), saved->pad, thunk_pad_size(machine));
}

static bool bind(struct patch *patch, const struct plan_step *step)
{
	uint64_t target = patch->base + step->base;
	return poke(patch, patch->image + step->patch, &target, ref_size(patch));
}

/* Does, or takes back, the steps of the patch image (entering false) or of the base. */
static bool run(struct patch *patch, bool entering, bool forward)
{
	bool done = true;
	for (size_t i = 0; i < patch->plan->count; i++) {
		const struct plan_step *step = &patch->plan->steps[i];
		struct patch_saved *saved = &patch->saved[i];
		if ((step->kind == PLAN_ENTER) != entering)
			continue;
		if (step->kind < PLAN_LEAVE && forward)
			done = bind(patch, step) && done;
		else if (step->kind < PLAN_LEAVE)
			done = poke(patch, patch->image + step->patch, saved->ref, ref_size(patch)) && done;
		else if (forward)
			done = jump(patch, step, saved) && done;
		else
			done = unjump(patch, step, saved) && done;
	}
	return done;
}

/* Runs the steps of the base while no other thread does. */
static bool run_paused(struct patch *patch, bool forward)
{
	const struct memory *memory = patch->memory;
	if (!memory->pause(memory->self, busy, patch))
		return refuse(patch, "cannot stop the other threads");
	bool done = run(patch, true, forward);
	return memory->resume(memory->self) && done;
}

bool patch_apply(struct patch *patch)
{
	if (patch->entered)
		return refuse(patch, "it is applied already");
	if (!check(patch))
		return false;
	if (!patch->bound && !run(patch, false, true)) {
		run(patch, false, false);
		return false;
	}
	patch->bound = true;
	if (!run_paused(patch, true)) {
		run_paused(patch, false);
		return false;
	}
	patch->entered = true;
	return true;
}

/* Whether another patch lies over this one. */
static bool is_on_top(struct patch *patch)
{
	unsigned size = thunk_pad_size(patch->plan->machine);
	for (size_t i = 0; i < patch->plan->count; i++) {
		const struct plan_step *step = &patch->plan->steps[i];
		unsigned char now[THUNK_PAD];
		if (step->kind != PLAN_ENTER)
			continue;
		if (!read(patch, jumps_from(patch, step) - size, now, size))
			return false;
		if (memcmp(now, patch->saved[i].long_jump, size) != 0)
			return refuse(patch, "function '%s': another patch lies over this one", step->name);
	}
	return true;
}

bool patch_undo(struct patch *patch)
{
	if (!patch->entered)
		return refuse(patch, "it is not applied");
	if (!is_on_top(patch) || !run_paused(patch, false))
		return false;
	patch->entered = false;
	return true;
}

bool patch_unbind(struct patch *patch)
{
	if (patch->entered || !patch->bound)
		return refuse(patch, patch->entered ? "it is applied" : "it is not bound");
	if (!run(patch, false, false))
		return false;
	patch->bound = false;
	return true;
}
