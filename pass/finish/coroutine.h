/*
 * Coroutines: their frames hold what the base's hold.
 */
#ifndef HP_COROUTINE_H
#define HP_COROUTINE_H

#include <llvm-c/Core.h>

struct hp_module;

/* struct hp_shim_handler's `coroutine`, self a struct hp_module: keeps refs out of the frame. */
void hp_coroutine_before_split(void *self, LLVMValueRef function);

/*
 * Takes the marking from the parts that LLVM has split from listed coroutines: only a frame of the same build leads
 * there, so they are none to be entered. After everything that asks for the marking.
 */
void hp_coroutine_unmark_parts(struct hp_module *module);

#endif
