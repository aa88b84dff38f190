/*
 * Comparisons of addresses for equality. Decides whether a unit asks if a pointer is the address of a constant or a
 * function: the patch image's has one of its own, which is equal to none that the base image stored.
 */
#include "pass/judge/compare.h"

#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/trail.h"

#include <llvm-c/Core.h>

/* Whether the value is a number, or the address of another object than the origin: equal to it in no image. */
static bool is_known_other(LLVMValueRef value, LLVMValueRef origin)
{
	while (LLVMIsAConstantExpr(value) && LLVMGetConstOpcode(value) == LLVMIntToPtr)
		value = LLVMGetOperand(value, 0);
	if (LLVMIsALoadInst(value) && hp_is_ref(LLVMGetOperand(value, 0)))
		value = LLVMGetInitializer(LLVMGetOperand(value, 0));
	return LLVMIsAConstantInt(value) || hp_is_null(value) ||
	       (hp_alias_base(value) && hp_alias_base(value) != origin);
}

/*
 * Whether the instruction asks if the value is equal to a pointer from elsewhere. The end of a table that a loop runs
 * to is no such question: the patch's table may have another length.
 */
static bool asks(LLVMValueRef origin, LLVMValueRef instruction, LLVMValueRef value)
{
	if (LLVMIsAAtomicCmpXchgInst(instruction))
		return LLVMGetOperand(instruction, 1) == value;
	if (!LLVMIsAICmpInst(instruction) ||
	    (LLVMGetICmpPredicate(instruction) != LLVMIntEQ && LLVMGetICmpPredicate(instruction) != LLVMIntNE))
		return false;
	LLVMValueRef other = LLVMGetOperand(instruction, LLVMGetOperand(instruction, 0) == value);
	return !is_known_other(other, origin) &&
	       (LLVMIsAFunction(origin) || !hp_trail_comes_from(other, origin, value));
}

bool hp_compare_is_question(LLVMValueRef instruction, LLVMValueRef constant)
{
	return asks(constant, instruction, constant);
}

static const struct hp_trail question = {.found = asks};
/* A function has no length that the patch may change: the running image's is right in doubt. */
static const struct hp_trail question_of_function = {.found = asks, .if_lost = true};

/* Whether the unit compares what it reads from a constant table. */
static bool is_read_to_compare(struct hp_module *module, LLVMValueRef table)
{
	const bool *known = hp_answer_find(&module->read_to_compare, table);
	if (known)
		return *known;
	return hp_answer_add(&module->read_to_compare, table, hp_trail_follow(&question, table, 1));
}

/* Whether what a constant table holds there is compared after it has been read. A compiler-made table is no twin's.
 */
static bool asks_by_table(struct hp_module *module, LLVMValueRef element, bool named_only)
{
	for (LLVMUseRef use = LLVMGetFirstUse(element); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (LLVMIsAGlobalVariable(user)
		        ? LLVMIsGlobalConstant(user) && !(named_only && LLVMGetLinkage(user) == LLVMPrivateLinkage) &&
		              is_read_to_compare(module, user)
		        : LLVMIsAConstant(user) && !LLVMIsAGlobalValue(user) &&
		              asks_by_table(module, user, named_only))
			return true;
	}
	return false;
}

bool hp_compare_asks(struct hp_module *module, LLVMValueRef constant)
{
	const bool *known = hp_answer_find(&module->compared, constant);
	bool is_private = LLVMGetLinkage(constant) == LLVMPrivateLinkage;
	if (known)
		return *known;
	bool yes = (!is_private &&
	            hp_trail_follow(LLVMIsAFunction(constant) ? &question_of_function : &question, constant, 0)) ||
	           asks_by_table(module, constant, is_private);
	return hp_answer_add(&module->compared, constant, yes);
}
