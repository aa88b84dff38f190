/*
 * Where in an object something may be: at one offset, or at one of many that are a stride apart.
 */
#ifndef HP_OFFSET_H
#define HP_OFFSET_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdbool.h>
#include <stdint.h>

/* at + n * stride bytes for every whole n; stride 0: `at` alone, stride 1: anywhere. */
struct hp_offset {
	uint64_t at; /* modulo 2^64; below the stride where there is one */
	uint64_t stride;
};

#define HP_OFFSET_ANY ((struct hp_offset){0, 1})

bool hp_offset_equal(struct hp_offset a, struct hp_offset b);
bool hp_offset_is_zero(struct hp_offset a);
struct hp_offset hp_offset_add(struct hp_offset a, struct hp_offset b);
struct hp_offset hp_offset_subtract(struct hp_offset a, struct hp_offset b);
/* Whatever either may be. */
struct hp_offset hp_offset_join(struct hp_offset a, struct hp_offset b);
/* Whether `size` bytes at one and at the other may have a byte in common. */
bool hp_offset_overlap(struct hp_offset a, struct hp_offset b, uint64_t size);
/* What an address computation, an instruction or a constant, adds to its base. */
struct hp_offset hp_offset_of_address(LLVMTargetDataRef layout, LLVMValueRef computation);

#endif
