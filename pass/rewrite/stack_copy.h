/*
 * Stack copies of private constants.
 */
#ifndef HP_STACK_COPY_H
#define HP_STACK_COPY_H

#include <llvm-c/Core.h>

struct hp_expand;
struct hp_global;

/* A private constant with addresses, as a stack copy made at the builder's position. */
LLVMValueRef hp_stack_copy_build(struct hp_expand *expand, struct hp_global *global, LLVMValueRef slot);

#endif
