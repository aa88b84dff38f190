/*
 * What lives across a suspension of a coroutine is stored in its frame. The base's code has the addresses of globals
 * in its instructions; a patch that kept loaded refs would have a larger frame, with other offsets. So, before LLVM
 * splits a coroutine, each use of a ref gets a load of its own, with the address computations between. Decides
 * nothing about other values.
 */
#include "pass/finish/coroutine.h"

#include "base/arena.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"

enum { LARGEST = 16 }; /* instructions that are repeated for one use */

/* A load of a ref, or what is computed from one and, in the base, from an address. */
struct rooted {
	struct rooted *next;
	LLVMValueRef value;
	unsigned size; /* instructions that make it; 0: not known yet */
};

struct split {
	struct hp_module *module;
	struct hp_arena scratch;
	struct hp_values known; /* → struct rooted */
	struct rooted *first, **last;
};

/* What can be computed again in any place where its operands are known. */
static bool is_pure(LLVMValueRef value)
{
	return LLVMIsAGetElementPtrInst(value) || LLVMIsACastInst(value) || LLVMIsABinaryOperator(value) ||
	       LLVMIsACmpInst(value) || LLVMIsASelectInst(value) || LLVMIsAInsertValueInst(value) ||
	       LLVMIsAInsertElementInst(value) || LLVMIsAFreezeInst(value);
}

static void add(struct split *split, LLVMValueRef value)
{
	struct rooted *rooted = hp_arena_alloc(&split->scratch, sizeof *rooted);
	*rooted = (struct rooted){NULL, value, 0};
	if (!hp_values_add(&split->known, value, rooted))
		return;
	*split->last = rooted;
	split->last = &rooted->next;
}

static void collect(struct split *split, LLVMValueRef function)
{
	for (LLVMValueRef each = hp_instruction_first(function); each; each = hp_instruction_next(each))
		if (LLVMIsALoadInst(each) && !LLVMGetVolatile(each) && hp_is_ref(LLVMGetOperand(each, 0)))
			add(split, each);
	for (struct rooted *rooted = split->first; rooted; rooted = rooted->next)
		for (LLVMUseRef use = LLVMGetFirstUse(rooted->value); use; use = LLVMGetNextUse(use))
			if (is_pure(LLVMGetUser(use)))
				add(split, LLVMGetUser(use));
}

/* How many instructions make the value, at most LARGEST + 1. Code that nothing reaches may use itself. */
static unsigned size_of(const struct split *split, LLVMValueRef value)
{
	struct rooted *rooted = hp_values_find(&split->known, value);
	if (!rooted || rooted->size)
		return rooted ? rooted->size : 0;
	rooted->size = LARGEST + 1;
	unsigned size = 1;
	for (int i = 0; i < LLVMGetNumOperands(value) && size <= LARGEST; i++)
		size += size_of(split, LLVMGetOperand(value, (unsigned)i));
	rooted->size = size > LARGEST ? LARGEST + 1 : size;
	return rooted->size;
}

/* The value, computed at the builder's position. */
static LLVMValueRef repeat(const struct split *split, LLVMValueRef value)
{
	if (!hp_values_has(&split->known, value))
		return value;
	LLVMValueRef copy = LLVMInstructionClone(value);
	for (int i = 0; i < LLVMGetNumOperands(value); i++)
		LLVMSetOperand(copy, (unsigned)i, repeat(split, LLVMGetOperand(value, (unsigned)i)));
	LLVMInsertIntoBuilder(split->module->builder, copy);
	return copy;
}

/* Edges of a phi that come from one block have one value. */
static void repeat_for_phi(struct split *split, LLVMValueRef phi, LLVMValueRef value)
{
	struct hp_values edges;
	hp_values_init(&edges, &split->scratch);
	for (unsigned i = 0; i < LLVMCountIncoming(phi); i++) {
		LLVMBasicBlockRef block = LLVMGetIncomingBlock(phi, i);
		LLVMValueRef end = LLVMGetBasicBlockTerminator(block);
		if (LLVMGetIncomingValue(phi, i) != value || LLVMIsACatchSwitchInst(end))
			continue;
		LLVMValueRef again = hp_values_find(&edges, block);
		if (!again) {
			LLVMPositionBuilderBefore(split->module->builder, end);
			again = repeat(split, value);
			hp_values_add(&edges, block, again);
		}
		LLVMSetOperand(phi, i, again);
	}
}

static bool is_pad(LLVMValueRef value)
{
	return LLVMIsACatchPadInst(value) || LLVMIsACleanupPadInst(value) || LLVMIsALandingPadInst(value) ||
	       LLVMIsACatchSwitchInst(value);
}

static void repeat_for(struct split *split, LLVMValueRef user, LLVMValueRef value)
{
	if (is_pad(user) || hp_values_has(&split->known, user))
		return;
	if (LLVMIsAPHINode(user)) {
		repeat_for_phi(split, user, value);
		return;
	}
	LLVMPositionBuilderBefore(split->module->builder, user);
	LLVMValueRef again = repeat(split, value);
	for (int i = 0; i < LLVMGetNumOperands(user); i++)
		if (LLVMGetOperand(user, (unsigned)i) == value)
			LLVMSetOperand(user, (unsigned)i, again);
}

static void repeat_for_all(struct split *split, const struct rooted *rooted)
{
	size_t count = 0;
	for (LLVMUseRef use = LLVMGetFirstUse(rooted->value); use; use = LLVMGetNextUse(use))
		count++;
	LLVMValueRef *users = hp_arena_calloc(&split->scratch, count + 1, sizeof *users);
	count = 0;
	for (LLVMUseRef use = LLVMGetFirstUse(rooted->value); use; use = LLVMGetNextUse(use))
		users[count++] = LLVMGetUser(use);
	for (size_t i = 0; i < count; i++)
		repeat_for(split, users[i], rooted->value);
}

/* Those computed from others go first. */
static void drop_unused(struct split *split, const struct rooted *rooted)
{
	size_t count = 0;
	for (const struct rooted *each = rooted; each; each = each->next)
		count++;
	LLVMValueRef *values = hp_arena_calloc(&split->scratch, count + 1, sizeof *values);
	count = 0;
	for (const struct rooted *each = rooted; each; each = each->next)
		values[count++] = each->value;
	while (count-- > 0)
		if (!LLVMGetFirstUse(values[count]))
			LLVMInstructionEraseFromParent(values[count]);
}

void hp_coroutine_before_split(void *self, LLVMValueRef function)
{
	struct split split = {.module = self};
	hp_arena_init(&split.scratch);
	hp_values_init(&split.known, &split.scratch);
	split.last = &split.first;
	collect(&split, function);
	for (struct rooted *rooted = split.first; rooted; rooted = rooted->next)
		if (size_of(&split, rooted->value) <= LARGEST)
			repeat_for_all(&split, rooted);
	drop_unused(&split, split.first);
	hp_arena_fini(&split.scratch);
}

void hp_coroutine_unmark_parts(struct hp_module *module)
{
	for (LLVMValueRef each = LLVMGetFirstFunction(module->module); each; each = LLVMGetNextFunction(each))
		if (hp_function_coroutine(module, each))
			LLVMRemoveStringAttributeAtIndex(each, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
			                                 HP_MARK, sizeof HP_MARK - 1);
}
