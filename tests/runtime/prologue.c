/*
 * The start of a function: its padding by its bytes, its instructions by the image library.
 */
#include "prologue.h"

#include "image/code.h"
#include "thunk.h"

static bool is_filled(const struct hp_pe *pe, uint32_t function, unsigned size)
{
	const unsigned char *pad = function > size ? hp_pe_bytes(pe, function - size, size) : NULL;
	for (unsigned i = 0; pad && i < size; i++)
		if (pad[i] != thunk_fill(pe->machine))
			return false;
	return pad != NULL;
}

bool prologue_has_pad(const struct hp_pe *pe, uint32_t function)
{
	return is_filled(pe, function, thunk_pad_size(pe->machine));
}

bool prologue_has_room(const struct hp_pe *pe, uint32_t function)
{
	return is_filled(pe, function, 16);
}

unsigned prologue_first(const struct hp_pe *pe, uint32_t function)
{
	enum { LONGEST = 15 };
	struct hp_code *code = hp_code_new(pe);
	unsigned size = code ? hp_code_decode(code, function, LONGEST).size : 0;
	hp_code_free(code);
	return size;
}

bool prologue_is_jumped_to(const struct hp_pe *pe, uint32_t function, uint32_t end)
{
	struct hp_code *code = hp_code_new(pe);
	uint32_t size = end - function;
	bool to_start = code && !hp_code_sets_frame_up(code, function, size), found = false;
	for (uint32_t at = 0; code && at < size && !found;) {
		struct hp_code_step step = hp_code_decode(code, function + at, size - at);
		found = step.branches && !step.call && step.target - function < thunk_jump_size(pe->machine) &&
		        (to_start || step.target != function);
		at += step.size ? step.size : pe->machine == HP_PE_ARM64 ? 4 : 1;
	}
	hp_code_free(code);
	return found;
}
