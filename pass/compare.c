/*
 * Comparisons of addresses for equality. Decides whether a unit asks if a pointer is a constant's address, and warns
 * where it asks for a function's: the patch image's functions have addresses of their own, so a pointer that the base
 * image stored is equal to none of them. An address through the import table is the same in both.
 */
#include "internal.h"

static bool is_null(LLVMValueRef value)
{
	return LLVMIsAConstant(value) && LLVMIsNull(value);
}

/* ---- constants ---- */

enum { STEPS = 8 }; /* how far a pointer is followed */

static bool is_question(LLVMValueRef instruction)
{
	return LLVMIsAICmpInst(instruction) &&
	       (LLVMGetICmpPredicate(instruction) == LLVMIntEQ || LLVMGetICmpPredicate(instruction) == LLVMIntNE) &&
	       !is_null(LLVMGetOperand(instruction, 0)) && !is_null(LLVMGetOperand(instruction, 1));
}

static bool asks_for_what_is_at(LLVMValueRef address, unsigned steps);

/* Whether the value is compared, perhaps by way of a local variable. The end of a table that a loop runs to is no
 * such question: the patch's table may have another length. */
static bool asks_for(LLVMValueRef value, unsigned steps)
{
	for (LLVMUseRef use = steps ? LLVMGetFirstUse(value) : NULL; use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (is_question(user))
			return true;
		bool chooses = LLVMIsAPHINode(user) || LLVMIsASelectInst(user);
		if (chooses && asks_for(user, steps - 1))
			return true;
		if (!LLVMIsAStoreInst(user) || LLVMGetOperand(user, 0) != value)
			continue;
		LLVMValueRef variable = LLVMGetOperand(user, 1);
		if (LLVMIsAAllocaInst(variable) && asks_for_what_is_at(variable, steps - 1))
			return true;
	}
	return false;
}

static bool is_copied(LLVMValueRef user, LLVMValueRef source)
{
	return (LLVMIsAMemCpyInst(user) || LLVMIsAMemMoveInst(user)) && LLVMGetOperand(user, 1) == source;
}

/* Whether a pointer that is read from there is compared. */
static bool asks_for_what_is_at(LLVMValueRef address, unsigned steps)
{
	for (LLVMUseRef use = steps ? LLVMGetFirstUse(address) : NULL; use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		bool derives =
		    LLVMIsAGetElementPtrInst(user) || LLVMIsABitCastInst(user) || LLVMIsAConstantExpr(user);
		if ((LLVMIsALoadInst(user) && asks_for(user, steps - 1)) ||
		    (derives && asks_for_what_is_at(user, steps - 1)) ||
		    (is_copied(user, address) && asks_for_what_is_at(LLVMGetOperand(user, 0), steps - 1)))
			return true;
	}
	return false;
}

/* Whether what a constant table holds there is compared after it has been read. */
static bool asks_by_table(LLVMValueRef element, unsigned steps)
{
	for (LLVMUseRef use = steps ? LLVMGetFirstUse(element) : NULL; use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (!LLVMIsAConstant(user))
			continue;
		if (LLVMIsAGlobalVariable(user) ? LLVMIsGlobalConstant(user) && asks_for_what_is_at(user, STEPS)
		                                : !LLVMIsAGlobalValue(user) && asks_by_table(user, steps - 1))
			return true;
	}
	return false;
}

bool hp_compare_asks(struct hp_module *module, LLVMValueRef constant)
{
	struct hp_answer *known;
	HASH_FIND_PTR(module->compared, &constant, known);
	if (known)
		return known->yes;
	bool asks = asks_for(constant, STEPS) || asks_by_table(constant, STEPS);
	hp_answer_add(module, &module->compared, constant, asks);
	return asks;
}

/* ---- functions ---- */

struct comparison {
	struct hp_module *module;
	LLVMValueRef function, instruction;
};

static void warn(const struct comparison *comparison, LLVMValueRef callee)
{
	struct hp_module *module = comparison->module;
	struct hp_global *global = hp_classify(module, callee);
	if (LLVMGetDLLStorageClass(callee) == LLVMDLLImportStorageClass || global->noted_in == comparison->function)
		return;
	global->noted_in = comparison->function;
	hp_warning_at(
	    module->diag, hp_debug_place(module, comparison->instruction), HP_WARN_FUNCTION_ADDRESS,
	    "'%s' compares a pointer with the address of '%s', which is another one in the patch image: a "
	    "pointer that the base image stored is never equal; compare in an unlisted function of the base",
	    hp_display_name(module, comparison->function), hp_display_name(module, callee));
}

/* The functions whose addresses a constant is made of. */
static void visit(const struct comparison *comparison, LLVMValueRef constant)
{
	LLVMValueRef base = hp_alias_base(constant);
	if (base && LLVMIsAFunction(base)) {
		warn(comparison, base);
		return;
	}
	int count = LLVMIsAConstant(constant) && !LLVMIsAGlobalValue(constant) ? LLVMGetNumOperands(constant) : 0;
	for (int i = 0; i < count; i++)
		visit(comparison, LLVMGetOperand(constant, (unsigned)i));
}

void hp_compare_check(struct hp_module *module, LLVMValueRef function, LLVMValueRef instruction)
{
	struct comparison comparison = {module, function, instruction};
	LLVMValueRef left = NULL, right = NULL;
	if (LLVMIsAICmpInst(instruction)) {
		left = LLVMGetOperand(instruction, 0);
		right = LLVMGetOperand(instruction, 1);
	} else if (LLVMIsAAtomicCmpXchgInst(instruction)) {
		left = LLVMGetOperand(instruction, 1);
	}
	if (left && right && (is_null(left) || is_null(right)))
		return;
	if (left)
		visit(&comparison, left);
	if (right)
		visit(&comparison, right);
}
