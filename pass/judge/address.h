/*
 * Addresses of functions and literals that are left in the patch.
 */
#ifndef HP_ADDRESS_H
#define HP_ADDRESS_H

#include <llvm-c/Core.h>

struct hp_module;

/* Warns where an instruction of a rewritten function compares something with the address of a function or of a string
 * literal after all, or uses one of a function with which the unit compares something. */
void hp_address_check(struct hp_module *module, LLVMValueRef function, LLVMValueRef instruction);

#endif
