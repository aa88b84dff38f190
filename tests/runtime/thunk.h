/*
 * The two jumps that redirect a function: a short one over its first instruction into the room before it (the pad),
 * and a long one there, which reaches any address. Two jumps, because the short one can be written in one store.
 */
#ifndef THUNK_H
#define THUNK_H

#include "image/pe.h"

enum { THUNK_PAD = 16, THUNK_JUMP = 4 }; /* bytes at most */

/* Bytes of the long and of the short jump. */
unsigned thunk_pad_size(enum hp_pe_machine machine);
unsigned thunk_jump_size(enum hp_pe_machine machine);

/* The byte that linkers fill pads with. */
unsigned char thunk_fill(enum hp_pe_machine machine);

/* The long jump, for the pad of the function at `function`, to `target`. */
void thunk_long(enum hp_pe_machine machine, uint64_t function, uint64_t target, unsigned char bytes[THUNK_PAD]);

/* The short jump, for the function's first bytes. */
void thunk_short(enum hp_pe_machine machine, unsigned char bytes[THUNK_JUMP]);

/* Whether `bytes` are a long jump. */
bool thunk_is_long(enum hp_pe_machine machine, const unsigned char *bytes);

#endif
