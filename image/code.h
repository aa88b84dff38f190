/*
 * Machine code in an image: what a loader finds at a function.
 */
#ifndef HP_IMAGE_CODE_H
#define HP_IMAGE_CODE_H

#include "image/pe.h"

struct hp_code;

/* Whether a jump through an import slot is there, and nothing else. */
bool hp_code_is_thunk(const struct hp_pe *pe, uint32_t address);

/* Bytes of padding in front of a function, `limit` at most: of one value, int3 or nop. */
uint32_t hp_code_room(const struct hp_pe *pe, uint32_t address, uint32_t limit);

/* A decoder for the image's machine. Gives; NULL if LLVM lacks it. hp_code_free releases; NULL is allowed. */
struct hp_code *hp_code_new(const struct hp_pe *pe);
void hp_code_free(struct hp_code *code);

/* One instruction. */
struct hp_code_step {
	unsigned size; /* bytes; 0: none that can be decoded */
	bool branches; /* to `target`, an address of the image: a jump or a call, also a conditional one */
	bool call;
	bool idle;        /* does nothing: a landing pad, a signature of the return address, a no-op */
	bool moves_stack; /* changes the stack pointer, calls apart */
	uint32_t target;
};

/* Decodes the instruction at an address; `limit`: bytes that it may have. */
struct hp_code_step hp_code_decode(struct hp_code *code, uint32_t address, uint32_t limit);

/*
 * Whether the instruction at an address, of `size` bytes, makes *target: an address of the image relative to it. Of
 * an ARM64 image two do, adrp and add: instructions are to be asked about in order. What x86 code has as numbers is
 * relocated instead.
 */
bool hp_code_makes_address(struct hp_code *code, uint32_t address, uint32_t size, uint32_t *target);

/*
 * Whether the function at `address`, of `size` bytes, begins with setting its frame up, landing pads and no-ops
 * apart. Where it does not, a jump of its own to its start may be a loop, which would go to whatever is entered
 * there, with the function's variables for parameters. Where it does, the frame is down again at such a jump, so it
 * is a call.
 */
bool hp_code_sets_frame_up(struct hp_code *code, uint32_t address, uint32_t size);

#endif
