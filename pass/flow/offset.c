/*
 * Offsets as residue classes. Decides how two of them combine; knows types, but no memory.
 */
#include "pass/flow/offset.h"

#include <llvm-c/Core.h>

static uint64_t divisor(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* `at` modulo the stride, also where `at` stands for a negative number. */
static struct hp_offset reduced(uint64_t at, uint64_t stride)
{
	if (!stride)
		return (struct hp_offset){at, 0};
	uint64_t rest = (int64_t)at < 0 ? stride - 1 - (~at % stride) : at % stride;
	return (struct hp_offset){rest, stride};
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	uint64_t difference = a - b;
	return (int64_t)difference < 0 ? 0 - difference : difference;
}

bool hp_offset_equal(struct hp_offset a, struct hp_offset b)
{
	return a.at == b.at && a.stride == b.stride;
}

bool hp_offset_is_zero(struct hp_offset a)
{
	return !a.at && !a.stride;
}

struct hp_offset hp_offset_add(struct hp_offset a, struct hp_offset b)
{
	return reduced(a.at + b.at, divisor(a.stride, b.stride));
}

struct hp_offset hp_offset_subtract(struct hp_offset a, struct hp_offset b)
{
	return reduced(a.at - b.at, divisor(a.stride, b.stride));
}

struct hp_offset hp_offset_join(struct hp_offset a, struct hp_offset b)
{
	return reduced(a.at, divisor(divisor(a.stride, b.stride), distance(a.at, b.at)));
}

bool hp_offset_overlap(struct hp_offset a, struct hp_offset b, uint64_t size)
{
	uint64_t stride = divisor(a.stride, b.stride);
	if (!stride)
		return distance(a.at, b.at) < size;
	uint64_t rest = reduced(a.at - b.at, stride).at;
	return rest < size || stride - rest < size;
}

/* `index` times the size, where the index may be unknown. */
static struct hp_offset scaled(LLVMValueRef index, uint64_t size)
{
	if (LLVMIsAConstant(index) && LLVMIsNull(index))
		return (struct hp_offset){0, 0};
	if (LLVMIsAConstantInt(index) && LLVMGetIntTypeWidth(LLVMTypeOf(index)) <= 64)
		return (struct hp_offset){(uint64_t)LLVMConstIntGetSExtValue(index) * size, 0};
	return (struct hp_offset){0, size ? size : 1};
}

struct hp_offset hp_offset_of_address(LLVMTargetDataRef layout, LLVMValueRef computation)
{
	LLVMTypeRef type = LLVMGetGEPSourceElementType(computation);
	int count = LLVMGetNumOperands(computation);
	struct hp_offset sum = {0, 0};
	for (int i = 1; i < count; i++) {
		LLVMValueRef index = LLVMGetOperand(computation, (unsigned)i);
		LLVMTypeKind kind = LLVMGetTypeKind(type);
		if (i > 1 && kind == LLVMStructTypeKind) {
			if (!LLVMIsAConstantInt(index) && !(LLVMIsAConstant(index) && LLVMIsNull(index)))
				return HP_OFFSET_ANY;
			unsigned member = LLVMIsAConstantInt(index) ? (unsigned)LLVMConstIntGetZExtValue(index) : 0;
			sum = hp_offset_add(sum, (struct hp_offset){LLVMOffsetOfElement(layout, type, member), 0});
			type = LLVMStructGetTypeAtIndex(type, member);
			continue;
		}
		if (i > 1) {
			if (kind != LLVMArrayTypeKind && kind != LLVMVectorTypeKind)
				return HP_OFFSET_ANY;
			type = LLVMGetElementType(type);
		}
		if (!LLVMTypeIsSized(type))
			return HP_OFFSET_ANY;
		sum = hp_offset_add(sum, scaled(index, LLVMABISizeOfType(layout, type)));
	}
	return sum;
}
