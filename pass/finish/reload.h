/*
 * Loads of refs behind calls.
 */
#ifndef HP_RELOAD_H
#define HP_RELOAD_H

#include <llvm-c/Core.h>

struct hp_module;

/* After optimisation, for ARM64: loads refs again after calls rather than let them be spilled. */
void hp_reload(struct hp_module *module, LLVMValueRef function);

#endif
