/*
 * Constants as instructions. Builds, at the builder's position, the value a constant expression or aggregate has when
 * some of the globals in it are replaced; decides nothing about which.
 */
#include "pass/rewrite/expand.h"

#include "base/arena.h"
#include "base/diag.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/judge/classify.h"
#include "pass/judge/scan.h"

#include <llvm-c/Core.h>

static LLVMValueRef child(struct hp_expand *expand, LLVMValueRef constant, unsigned index)
{
	LLVMValueRef operand = LLVMGetOperand(constant, index);
	return hp_constant_needed(expand->module, operand) ? hp_expand_constant(expand, operand) : operand;
}

/* No-wrap flags are kept for addresses (they speak of the object, wherever it is) and dropped for integers. */
static LLVMValueRef expand_gep(struct hp_expand *expand, LLVMValueRef constant)
{
	unsigned count = (unsigned)LLVMGetNumOperands(constant);
	LLVMValueRef *operands = hp_arena_calloc(expand->module->arena, count, sizeof *operands);
	for (unsigned i = 0; i < count; i++) {
		operands[i] = child(expand, constant, i);
		if (!operands[i])
			return NULL;
	}
	return LLVMBuildGEPWithNoWrapFlags(expand->module->builder, LLVMGetGEPSourceElementType(constant),
	                                   operands[0], operands + 1, count - 1, "", LLVMGEPGetNoWrapFlags(constant));
}

static LLVMValueRef expand_expression(struct hp_expand *expand, LLVMValueRef constant)
{
	LLVMBuilderRef builder = expand->module->builder;
	LLVMOpcode opcode = LLVMGetConstOpcode(constant);
	LLVMTypeRef type = LLVMTypeOf(constant);
	if (opcode == LLVMGetElementPtr)
		return expand_gep(expand, constant);
	LLVMValueRef first = child(expand, constant, 0);
	LLVMValueRef second = first && LLVMGetNumOperands(constant) > 1 ? child(expand, constant, 1) : NULL;
	LLVMValueRef third = second && LLVMGetNumOperands(constant) > 2 ? child(expand, constant, 2) : NULL;
	if (!first)
		return NULL;
	switch (opcode) {
	case LLVMTrunc:
	case LLVMPtrToInt:
	case LLVMPtrToAddr:
	case LLVMIntToPtr:
	case LLVMBitCast:
	case LLVMAddrSpaceCast:
		return LLVMBuildCast(builder, opcode, first, type, "");
	case LLVMAdd:
	case LLVMSub:
	case LLVMXor:
		return second ? LLVMBuildBinOp(builder, opcode, first, second, "") : NULL;
	case LLVMExtractElement:
		return second ? LLVMBuildExtractElement(builder, first, second, "") : NULL;
	case LLVMInsertElement:
		return third ? LLVMBuildInsertElement(builder, first, second, third, "") : NULL;
	default:
		hp_error(expand->module->diag,
		         "cannot redirect a constant expression (LLVM opcode %d) in '%s': compute it in a variable "
		         "instead",
		         (int)opcode, hp_display_name(expand->module, expand->function));
		return NULL;
	}
}

/* The aggregate with poison where a replaced element goes. */
static LLVMValueRef aggregate_base(struct hp_expand *expand, LLVMValueRef constant, unsigned count)
{
	LLVMValueRef *elements = hp_arena_calloc(expand->module->arena, count, sizeof *elements);
	for (unsigned i = 0; i < count; i++) {
		LLVMValueRef element = LLVMGetOperand(constant, i);
		elements[i] =
		    hp_constant_needed(expand->module, element) ? LLVMGetPoison(LLVMTypeOf(element)) : element;
	}
	return hp_aggregate_with(expand->module, constant, elements, count);
}

static LLVMValueRef expand_aggregate(struct hp_expand *expand, LLVMValueRef constant)
{
	LLVMBuilderRef builder = expand->module->builder;
	bool vector = LLVMGetTypeKind(LLVMTypeOf(constant)) == LLVMVectorTypeKind;
	unsigned count = (unsigned)LLVMGetNumOperands(constant);
	LLVMValueRef value = aggregate_base(expand, constant, count);
	for (unsigned i = 0; i < count; i++) {
		LLVMValueRef element = LLVMGetOperand(constant, i);
		if (!hp_constant_needed(expand->module, element))
			continue;
		element = hp_expand_constant(expand, element);
		if (!element)
			return NULL;
		LLVMValueRef index = LLVMConstInt(LLVMInt32TypeInContext(expand->module->context), i, false);
		value = vector ? LLVMBuildInsertElement(builder, value, element, index, "")
		               : LLVMBuildInsertValue(builder, value, element, i, "");
	}
	return value;
}

LLVMValueRef hp_expand_constant(struct hp_expand *expand, LLVMValueRef constant)
{
	if (hp_is_global(constant))
		return expand->global(expand, hp_classify(expand->module, constant));
	if (LLVMIsAConstantExpr(constant))
		return expand_expression(expand, constant);
	return expand_aggregate(expand, constant);
}
