/*
 * Private constants that hold addresses of mutable data (`__const.f.table`, initialiser-list arrays). They have no
 * twin in the base image, so a rewritten function reads a stack copy in which the addresses are those of the refs.
 * Decides how they are copied; which are is judge/classify.c's.
 */
#include "pass/rewrite/stack_copy.h"

#include "base/arena.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/judge/classify.h"
#include "pass/judge/scan.h"
#include "pass/rewrite/expand.h"

#include <llvm-c/Core.h>
#include <string.h>

static bool is_aggregate(LLVMValueRef constant)
{
	return LLVMIsAConstantStruct(constant) || LLVMIsAConstantArray(constant);
}

/* The constant with null in the place of each address that a copy fills in. */
static LLVMValueRef cleared(struct hp_module *module, LLVMValueRef constant)
{
	if (!hp_constant_needed(module, constant))
		return constant;
	if (!is_aggregate(constant))
		return LLVMConstNull(LLVMTypeOf(constant));
	unsigned count = (unsigned)LLVMGetNumOperands(constant);
	LLVMValueRef *elements = hp_arena_calloc(module->arena, count, sizeof *elements);
	for (unsigned i = 0; i < count; i++)
		elements[i] = cleared(module, LLVMGetOperand(constant, i));
	return hp_aggregate_with(module, constant, elements, count);
}

static LLVMValueRef image_of(struct hp_module *module, struct hp_global *global)
{
	if (global->image)
		return global->image;
	LLVMTypeRef type = LLVMGlobalGetValueType(global->value);
	LLVMValueRef image = LLVMAddGlobal(module->module, type, hp_value_name(global->value));
	LLVMSetInitializer(image, cleared(module, LLVMGetInitializer(global->value)));
	LLVMSetGlobalConstant(image, true);
	LLVMSetLinkage(image, LLVMPrivateLinkage);
	LLVMSetUnnamedAddress(image, LLVMGlobalUnnamedAddr);
	LLVMSetAlignment(image, LLVMGetAlignment(global->value));
	return global->image = image;
}

/* Stores the addresses below `constant` into the copy at `place`. */
static bool fill(struct hp_expand *expand, LLVMValueRef constant, LLVMValueRef place)
{
	LLVMBuilderRef builder = expand->module->builder;
	if (!hp_constant_needed(expand->module, constant))
		return true;
	if (!is_aggregate(constant)) {
		LLVMValueRef value = hp_expand_constant(expand, constant);
		if (value)
			LLVMSetAlignment(LLVMBuildStore(builder, value, place), 1); /* may lie in a packed struct */
		return value != NULL;
	}
	LLVMTypeRef index_type = LLVMInt32TypeInContext(expand->module->context);
	unsigned count = (unsigned)LLVMGetNumOperands(constant);
	for (unsigned i = 0; i < count; i++) {
		LLVMValueRef element = LLVMGetOperand(constant, i);
		if (!hp_constant_needed(expand->module, element))
			continue;
		LLVMValueRef indices[] = {LLVMConstInt(index_type, 0, false), LLVMConstInt(index_type, i, false)};
		LLVMValueRef at = LLVMBuildInBoundsGEP2(builder, LLVMTypeOf(constant), place, indices, 2, "");
		if (!fill(expand, element, at))
			return false;
	}
	return true;
}

LLVMValueRef hp_stack_copy_build(struct hp_expand *expand, struct hp_global *global, LLVMValueRef slot)
{
	struct hp_module *module = expand->module;
	LLVMTypeRef type = LLVMGlobalGetValueType(global->value);
	unsigned alignment = LLVMGetAlignment(global->value);
	if (!alignment)
		alignment = LLVMABIAlignmentOfType(LLVMGetModuleDataLayout(module->module), type);
	LLVMBuildMemCpy(module->builder, slot, alignment, image_of(module, global), alignment, LLVMSizeOf(type));
	return fill(expand, LLVMGetInitializer(global->value), slot) ? slot : NULL;
}
