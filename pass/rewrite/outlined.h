/*
 * Bodies that clang outlines from a listed function.
 */
#ifndef HP_OUTLINED_H
#define HP_OUTLINED_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* Bodies outlined from listed functions become listed; to be called once all reached ones are known. */
void hp_outlined_inherit(struct hp_module *module);

/* Whether the function is a body outlined from a listed one, also where data alone lead there. */
bool hp_outlined_belongs(struct hp_module *module, LLVMValueRef function);

#endif
