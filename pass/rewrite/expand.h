/*
 * Constants as instructions.
 */
#ifndef HP_EXPAND_H
#define HP_EXPAND_H

#include <llvm-c/Core.h>

struct hp_global;
struct hp_module;

/* Builds instructions for a constant at the builder's position. */
struct hp_expand {
	struct hp_module *module;
	/* Gives the value that stands for a redirected or copied global at the builder's position; NULL on error. */
	LLVMValueRef (*global)(struct hp_expand *expand, struct hp_global *global);
	LLVMValueRef function;
};
/* NULL after an error message. */
LLVMValueRef hp_expand_constant(struct hp_expand *expand, LLVMValueRef constant);

#endif
