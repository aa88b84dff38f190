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
	uint32_t target;
};

/* Decodes the instruction at an address; `limit`: bytes that it may have. */
struct hp_code_step hp_code_decode(struct hp_code *code, uint32_t address, uint32_t limit);

#endif
