/*
 * Where addresses go in a unit, and where pointers come from: through computations, variables, members of objects,
 * copies, parameters and results. All of the unit is gone through once; questions are answered from what was found.
 */
#ifndef HP_FLOW_H
#define HP_FLOW_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_flow;
struct hp_module;

/* The module's flow, worked out at the first call and again after hp_flow_forget. */
struct hp_flow *hp_flow_get(struct hp_module *module);
/* Releases it; to be called before the code is another. */
void hp_flow_forget(struct hp_module *module);

/* Whether the address of a constant or function is compared for equality with a pointer from elsewhere. */
bool hp_flow_is_compared(struct hp_flow *flow, LLVMValueRef constant);
/* Whether that happens after the address has been read from a constant table; compiler-made tables only count where
 * `named_only` is false. */
bool hp_flow_is_compared_by_table(struct hp_flow *flow, LLVMValueRef constant, bool named_only);
/* Whether the contents of a constant are accessed as volatile. */
bool hp_flow_is_volatile(struct hp_flow *flow, LLVMValueRef constant);
/* Whether a value may come from elsewhere than a constant, so that it may be any other pointer. */
bool hp_flow_is_from_elsewhere(struct hp_flow *flow, LLVMValueRef value);

#endif
