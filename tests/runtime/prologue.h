/*
 * The start of a function as a patcher finds it in the file: its first instruction, which will become a short jump,
 * and the room before it, which will take the long one.
 */
#ifndef PROLOGUE_H
#define PROLOGUE_H

#include "image/pe.h"

/* Whether the file has nothing but fill in the pad of the function at a relative address. */
bool prologue_has_pad(const struct hp_pe *pe, uint32_t function);

/* Whether a linker made room there: more than the start of a section at a multiple of 16 leaves by chance. */
bool prologue_has_room(const struct hp_pe *pe, uint32_t function);

/*
 * Whether code up to `end` jumps to what will become the short jump: a call in a loop that starts there would leave
 * it for the new function, with the registers of the old one.
 */
bool prologue_is_jumped_to(const struct hp_pe *pe, uint32_t function, uint32_t end);

/* The size of the function's first instruction in bytes; 0 if it is none. */
unsigned prologue_first(const struct hp_pe *pe, uint32_t function);

#endif
