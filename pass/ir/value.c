/*
 * Small questions about LLVM values: names, kinds, what is called. Decides nothing.
 */
#include "pass/ir/value.h"

#include "base/arena.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"

#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>

const char *hp_value_name(LLVMValueRef value)
{
	size_t length;
	const char *name = LLVMGetValueName2(value, &length);
	return *name == '\1' ? name + 1 : name;
}

const char *hp_display_text(struct hp_module *module, const char *symbol)
{
	char *source = hp_shim_source_name(symbol);
	const char *text = source ? hp_arena_strdup(module->arena, source) : symbol;
	free(source);
	return text;
}

const char *hp_display_name(struct hp_module *module, LLVMValueRef value)
{
	const char *name = hp_value_name(value);
	return *name ? hp_display_text(module, name) : "unnamed data";
}

bool hp_is_global(LLVMValueRef value)
{
	return LLVMIsAGlobalVariable(value) || LLVMIsAGlobalAlias(value) || LLVMIsAFunction(value);
}

LLVMValueRef hp_aggregate_with(struct hp_module *module, LLVMValueRef constant, LLVMValueRef *elements,
                               unsigned count)
{
	LLVMTypeRef type = LLVMTypeOf(constant);
	switch (LLVMGetTypeKind(type)) {
	case LLVMArrayTypeKind:
		return LLVMConstArray2(LLVMGetElementType(type), elements, count);
	case LLVMVectorTypeKind:
		return LLVMConstVector(elements, count);
	default:
		return LLVMIsLiteralStruct(type)
		           ? LLVMConstStructInContext(module->context, elements, count, LLVMIsPackedStruct(type))
		           : LLVMConstNamedStruct(type, elements, count);
	}
}

bool hp_is_null(LLVMValueRef value)
{
	return LLVMIsAConstant(value) && LLVMIsNull(value);
}

bool hp_operand_is_callee(LLVMValueRef instruction, unsigned index)
{
	LLVMValueRef callee = hp_called_value(instruction);
	return callee && index + 1 == (unsigned)LLVMGetNumOperands(instruction);
}

LLVMValueRef hp_alias_base(LLVMValueRef value)
{
	while (value) {
		if (LLVMIsAGlobalAlias(value))
			value = LLVMAliasGetAliasee(value);
		else if (LLVMIsAConstantExpr(value))
			value = LLVMGetOperand(value, 0);
		else
			return LLVMIsAGlobalVariable(value) || LLVMIsAFunction(value) ? value : NULL;
	}
	return NULL;
}

bool hp_is_unnamed(LLVMValueRef value)
{
	size_t length;
	LLVMGetValueName2(value, &length);
	return length == 0;
}

bool hp_is_private(LLVMValueRef value)
{
	return LLVMGetLinkage(value) == LLVMPrivateLinkage;
}

bool hp_is_local(LLVMValueRef value)
{
	LLVMLinkage linkage = LLVMGetLinkage(value);
	return linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage;
}

bool hp_function_has_text(LLVMValueRef function, const char *attribute)
{
	return !LLVMIsDeclaration(function) &&
	       LLVMGetStringAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, attribute,
	                                     (unsigned)strlen(attribute)) != NULL;
}

const char *hp_function_text(const struct hp_module *module, LLVMValueRef function, const char *attribute)
{
	unsigned length;
	if (!hp_function_has_text(function, attribute))
		return NULL;
	LLVMAttributeRef found = LLVMGetStringAttributeAtIndex(
	    function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, attribute, (unsigned)strlen(attribute));
	const char *text = LLVMGetStringAttributeValue(found, &length);
	return hp_arena_strndup(module->arena, text, length);
}

const char *hp_function_coroutine(const struct hp_module *module, LLVMValueRef function)
{
	const char *coroutine = hp_function_text(module, function, HP_COROUTINE);
	return coroutine && strcmp(coroutine, hp_value_name(function)) == 0 ? NULL : coroutine;
}

bool hp_function_has_own_name(const struct hp_module *module, LLVMValueRef function, const char *attribute)
{
	const char *name = hp_function_text(module, function, attribute);
	return name && strcmp(name, hp_value_name(function)) == 0;
}

bool hp_function_is_marked(LLVMValueRef function)
{
	return hp_function_has_text(function, HP_MARK);
}

bool hp_function_has(LLVMValueRef function, const char *attribute)
{
	unsigned kind = LLVMGetEnumAttributeKindForName(attribute, strlen(attribute));
	return LLVMGetEnumAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, kind) != NULL;
}

LLVMValueRef hp_called_value(LLVMValueRef instruction)
{
	if (!LLVMIsACallInst(instruction) && !LLVMIsAInvokeInst(instruction) && !LLVMIsACallBrInst(instruction))
		return NULL;
	return LLVMGetCalledValue(instruction);
}

unsigned hp_called_intrinsic(LLVMValueRef instruction)
{
	LLVMValueRef callee = hp_called_value(instruction);
	return callee && LLVMIsAFunction(callee) ? LLVMGetIntrinsicID(callee) : 0;
}

bool hp_intrinsic_named(LLVMValueRef instruction, const char *prefix)
{
	if (!hp_called_intrinsic(instruction))
		return false;
	size_t length;
	return strncmp(LLVMGetValueName2(LLVMGetCalledValue(instruction), &length), prefix, strlen(prefix)) == 0;
}
