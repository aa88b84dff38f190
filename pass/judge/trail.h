/*
 * Where an address goes in a unit, and where a pointer comes from.
 */
#ifndef HP_TRAIL_H
#define HP_TRAIL_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_trail {
	/* Whether `user` does with `value`, which is the address of `origin`, what is looked for. */
	bool (*found)(LLVMValueRef origin, LLVMValueRef user, LLVMValueRef value);
	bool inside;  /* addresses inside `origin` count, too */
	bool if_lost; /* the answer when the trail is too long to follow */
};
/* Whether that happens with the address of `origin` or, with depth 1, with an address that is read from there. */
bool hp_trail_follow(const struct hp_trail *trail, LLVMValueRef origin, unsigned depth);
/* Whether a pointer that is compared with `beside` is computed from the address of `origin`, or from what is read
 * there, and from nothing else. */
bool hp_trail_comes_from(LLVMValueRef value, LLVMValueRef origin, LLVMValueRef beside);

#endif
