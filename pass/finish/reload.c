/*
 * ARM64: where more ref pointers live across calls than there are registers that calls preserve, the least used ones
 * are loaded again after each call. There a ref is loaded by a pair of instructions, which the register allocator
 * does not repeat; it would store the pointer to the stack and load it from there. x86 and x64 need none of this.
 * Decides only where pointers are loaded, not which.
 */
#include "pass/finish/reload.h"

#include "base/arena.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <stdlib.h>

enum { HP_PRESERVED = 8 }; /* of x19 to x28; the others are left for other values */

/* A load of a ref variable, and where its pointer was last loaded. */
struct reload {
	struct reload *next;
	LLVMValueRef load;
	unsigned uses;  /* in another block or behind a call */
	unsigned order; /* among those of the function */
	bool stays;     /* in a register */
	LLVMValueRef latest;
	unsigned segment; /* where `latest` is: a stretch without calls in one block */
};

struct reloads {
	struct hp_module *module;
	struct hp_values loads;
	struct reload *first, **last;
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
	struct reload *found = hp_values_find(&reloads->loads, operand);
	if (!found || found->stays)
		return;
	bool here = found->segment == reloads->segment;
	found->segment = reloads->segment;
	found->uses += !here;
	if (reloads->counting)
		return;
	if (!here)
		found->latest = load_again(reloads, operand, instruction);
	LLVMSetOperand(instruction, index, found->latest);
}

static void visit_instruction(struct reloads *reloads, LLVMValueRef instruction)
{
	int count = LLVMIsAPHINode(instruction) ? 0 : LLVMGetNumOperands(instruction);
	for (int i = 0; i < count; i++)
		visit_operand(reloads, instruction, (unsigned)i);
	struct reload *own = hp_values_find(&reloads->loads, instruction);
	if (own) {
		own->latest = instruction;
		own->segment = reloads->segment;
	}
	if (is_call(instruction))
		reloads->segment++;
}

static void visit_function(struct reloads *reloads, LLVMValueRef function)
{
	LLVMBasicBlockRef block = NULL;
	for (LLVMValueRef each = hp_instruction_first(function); each; each = hp_instruction_next(each)) {
		reloads->segment += LLVMGetInstructionParent(each) != block;
		block = LLVMGetInstructionParent(each);
		visit_instruction(reloads, each);
	}
}

static int most_used_first(const void *left, const void *right)
{
	const struct reload *a = *(struct reload *const *)left, *b = *(struct reload *const *)right;
	if (a->uses != b->uses)
		return a->uses < b->uses ? 1 : -1;
	return a->order < b->order ? -1 : 1;
}

static void find_loads(struct reloads *reloads, LLVMValueRef function)
{
	for (LLVMValueRef each = hp_instruction_first(function); each; each = hp_instruction_next(each)) {
		if (!is_ref_load(each) || LLVMGetVolatile(each))
			continue;
		struct reload *load = hp_arena_alloc(reloads->module->arena, sizeof *load);
		*load = (struct reload){.load = each, .order = (unsigned)reloads->loads.count};
		hp_values_add(&reloads->loads, each, load);
		*reloads->last = load;
		reloads->last = &load->next;
	}
}

/* The most used loads, and those that are used at once alone, stay in registers. Whether others are left. */
static bool keep_most_used(struct reloads *reloads)
{
	size_t count = 0;
	struct reload **order = hp_arena_calloc(reloads->module->arena, reloads->loads.count, sizeof *order);
	for (struct reload *each = reloads->first; each; each = each->next)
		order[count++] = each;
	qsort(order, count, sizeof *order, most_used_first);
	for (size_t i = 0; i < count; i++)
		order[i]->stays = i < HP_PRESERVED || !order[i]->uses;
	return order[HP_PRESERVED]->uses;
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
	reloads.last = &reloads.first;
	hp_values_init(&reloads.loads, module->arena);
	find_loads(&reloads, function);
	if (reloads.loads.count <= HP_PRESERVED)
		return;
	visit_function(&reloads, function);
	reloads.counting = false;
	if (keep_most_used(&reloads))
		visit_function(&reloads, function);
}
