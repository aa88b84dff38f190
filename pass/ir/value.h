/*
 * Small questions about LLVM values.
 */
#ifndef HP_VALUE_H
#define HP_VALUE_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* A value's name without LLVM's \01 escape. */
const char *hp_value_name(LLVMValueRef value);
/* A value's name as messages show it: demangled where it is a C++ or Rust one. */
const char *hp_display_name(struct hp_module *module, LLVMValueRef value);
const char *hp_display_text(struct hp_module *module, const char *symbol);
/* The struct, array or vector of `constant`'s type with other elements, `count` of them. */
LLVMValueRef hp_aggregate_with(struct hp_module *module, LLVMValueRef constant, LLVMValueRef *elements,
                               unsigned count);
/* A constant that is null. */
bool hp_is_null(LLVMValueRef value);
/* A GlobalVariable, a GlobalAlias or a Function: what has a verdict. */
bool hp_is_global(LLVMValueRef value);
/* Private linkage: no other object can name it. */
bool hp_is_private(LLVMValueRef value);
bool hp_is_unnamed(LLVMValueRef value);
/* Internal or private linkage. */
bool hp_is_local(LLVMValueRef value);
/* The variable or function behind an alias, or the value itself; NULL if it is no global object. */
LLVMValueRef hp_alias_base(LLVMValueRef value);
/* What a call, invoke or callbr calls; NULL for other instructions. */
LLVMValueRef hp_called_value(LLVMValueRef instruction);
/* Whether operand `index` is what an instruction calls: LLVM's last one. */
bool hp_operand_is_callee(LLVMValueRef instruction, unsigned index);
/* The id of a called intrinsic, 0 for other instructions. */
unsigned hp_called_intrinsic(LLVMValueRef instruction);
bool hp_intrinsic_named(LLVMValueRef instruction, const char *prefix);

#endif
