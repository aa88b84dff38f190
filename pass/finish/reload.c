/*
 * ARM64: where more ref pointers live across calls than there are registers that calls preserve, the least used ones
 * are loaded again after each call. There a ref is loaded by a pair of instructions, which the register allocator
 * does not repeat; it would store the pointer to the stack and load it from there. x86 and x64 need none of this.
 * Decides only where pointers are loaded, not which.
 */
#include "pass/finish/reload.h"

#include "base/arena.h"
#include "pass/ir/function.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <stdlib.h>
#include <uthash.h>

enum { HP_PRESERVED = 8 }; /* of x19 to x28; the others are left for other values */

/* A load of a ref variable, and where its pointer was last loaded. */
struct reload {
	UT_hash_handle hh;
	LLVMValueRef load; /* key */
	unsigned uses;     /* in another block or behind a call */
	LLVMValueRef latest;
	unsigned segment; /* where `latest` is: a stretch without calls in one block */
};

struct reloads {
	struct hp_module *module;
	struct reload *loads;
	unsigned segment;
	bool counting; /* uses are counted, not changed */
};

static bool is_ref_load(LLVMValueRef instruction)
{
	return LLVMIsALoadInst(instruction) && hp_is_ref(LLVMGetOperand(instruction, 0));
}

/* Whether the registers that calls need not preserve are lost here. */
static bool is_call(LLVMValueRef instruction)
{
	return hp_called_value(instruction) && !hp_called_intrinsic(instruction);
}

static LLVMValueRef load_again(struct reloads *reloads, LLVMValueRef load, LLVMValueRef before)
{
	LLVMBuilderRef builder = reloads->module->builder;
	LLVMPositionBuilderBefore(builder, before);
	LLVMSetCurrentDebugLocation2(builder, LLVMInstructionGetDebugLoc(before));
	LLVMValueRef again = LLVMBuildLoad2(builder, LLVMTypeOf(load), LLVMGetOperand(load, 0), "");
	LLVMSetCurrentDebugLocation2(builder, NULL);
	LLVMSetVolatile(again, true); /* otherwise it is one with the first load again */
	return again;
}

static void visit_operand(struct reloads *reloads, LLVMValueRef instruction, unsigned index)
{
	LLVMValueRef operand = LLVMGetOperand(instruction, index);
	struct reload *found;
	HASH_FIND_PTR(reloads->loads, &operand, found);
	if (!found || found->segment == reloads->segment) {
		if (found && !reloads->counting)
			LLVMSetOperand(instruction, index, found->latest);
		return;
	}
	found->segment = reloads->segment;
	if (reloads->counting)
		found->uses++;
	else
		LLVMSetOperand(instruction, index, found->latest = load_again(reloads, operand, instruction));
}

static void visit_block(struct reloads *reloads, LLVMBasicBlockRef block)
{
	reloads->segment++;
	for (LLVMValueRef each = LLVMGetFirstInstruction(block); each; each = LLVMGetNextInstruction(each)) {
		struct reload *own;
		int count = LLVMIsAPHINode(each) ? 0 : LLVMGetNumOperands(each);
		for (int i = 0; i < count; i++)
			visit_operand(reloads, each, (unsigned)i);
		HASH_FIND_PTR(reloads->loads, &each, own);
		if (own) {
			own->latest = each;
			own->segment = reloads->segment;
		}
		if (is_call(each))
			reloads->segment++;
	}
}

static void visit_blocks(struct reloads *reloads, LLVMValueRef function)
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
		visit_block(reloads, block);
}

static int most_used_first(const struct reload *a, const struct reload *b)
{
	return a->uses < b->uses ? 1 : a->uses > b->uses ? -1 : 0;
}

static void find_loads(struct reloads *reloads, LLVMValueRef function)
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
		for (LLVMValueRef each = LLVMGetFirstInstruction(block); each; each = LLVMGetNextInstruction(each)) {
			if (!is_ref_load(each) || LLVMGetVolatile(each))
				continue;
			struct reload *load = hp_arena_alloc(reloads->module->arena, sizeof *load);
			*load = (struct reload){.load = each};
			HASH_ADD_PTR(reloads->loads, load, load);
		}
}

/* Forgets the loads that may stay in registers. */
static void keep_most_used(struct reloads *reloads)
{
	unsigned kept = 0;
	struct reload *each, *next;
	HASH_SORT(reloads->loads, most_used_first);
	HASH_ITER(hh, reloads->loads, each, next)
	{
		if (each->uses && kept++ >= HP_PRESERVED)
			continue;
		HASH_DEL(reloads->loads, each);
	}
}

/* Loading a pointer again takes an instruction more than a spilled one. */
static bool must_be_small(LLVMValueRef function)
{
	static const char *const kinds[] = {"optsize", "minsize"};
	bool small = false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		small |= hp_function_has(function, kinds[i]);
	return small;
}

void hp_reload(struct hp_module *module, LLVMValueRef function)
{
	if (must_be_small(function))
		return;
	struct reloads reloads = {.module = module, .counting = true};
	find_loads(&reloads, function);
	if (HASH_COUNT(reloads.loads) > HP_PRESERVED) {
		visit_blocks(&reloads, function);
		keep_most_used(&reloads);
		reloads.counting = false;
		if (reloads.loads)
			visit_blocks(&reloads, function);
	}
	HASH_CLEAR(hh, reloads.loads);
}
