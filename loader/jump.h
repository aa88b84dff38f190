/*
 * How a function of the base is made to jump into a patch.
 *
 * x86, x64: the first two bytes become a short jump, written in one store, into the room before the function. There a
 * jump leads on: with room for it, one to any address; else one of five bytes to the patch, or to a stub near the
 * image. ARM64: the first instruction becomes a branch to the patch, or to a stub near the image.
 */
#ifndef HPL_JUMP_H
#define HPL_JUMP_H

#include <stdbool.h>
#include <stdint.h>

enum hpl_machine { HPL_X86 = 0x14c, HPL_X64 = 0x8664, HPL_ARM64 = 0xaa64 };

enum { HPL_JUMP_PAD = 14, HPL_JUMP_FIRST = 4, HPL_JUMP_STUB = 16 }; /* bytes at most */

/* The bytes that change, in front of a function and at its start. */
struct hpl_jump {
	unsigned pad_size, first_size;
	unsigned char pad[HPL_JUMP_PAD], first[HPL_JUMP_FIRST];
};

/* Bytes in front of the function and at its start that a jump takes, with `room` bytes of padding. False if there is
 * too little. */
bool hpl_jump_sizes(enum hpl_machine machine, uint64_t room, struct hpl_jump *jump);

/* Whether the jump of these sizes reaches any address, and else how far it reaches from the function. */
bool hpl_jump_is_far(enum hpl_machine machine, const struct hpl_jump *jump);
uint64_t hpl_jump_reach(enum hpl_machine machine);

/* Whether it gets from the function to `to` without a stub. */
bool hpl_jump_reaches(enum hpl_machine machine, const struct hpl_jump *jump, uint64_t function, uint64_t to);

/* Fills in the bytes, for a jump of these sizes that reaches. */
void hpl_jump_encode(enum hpl_machine machine, struct hpl_jump *jump, uint64_t function, uint64_t to);

/* Whether both are the same bytes. */
bool hpl_jump_same(const struct hpl_jump *left, const struct hpl_jump *right);

/* A stub: a jump to any address. */
void hpl_jump_stub(enum hpl_machine machine, uint64_t to, unsigned char bytes[HPL_JUMP_STUB]);

/* Where such bytes lead; 0: they are no jump of ours. `bytes` are HPL_JUMP_STUB of a stub. */
uint64_t hpl_jump_target(enum hpl_machine machine, const struct hpl_jump *jump, uint64_t function);
uint64_t hpl_jump_stub_target(enum hpl_machine machine, const unsigned char *bytes);

#endif
