/*
 * Thread-local variables of the base, as a slim patch reaches them.
 */
#ifndef HP_THREAD_H
#define HP_THREAD_H

#include <llvm-c/Core.h>

struct hp_module;

/* Builds the address of the calling thread's variable at the builder's position. NULL after a message. */
LLVMValueRef hp_thread_address(struct hp_module *module, LLVMValueRef variable, LLVMValueRef function);

#endif
