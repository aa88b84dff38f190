/*
 * Comparisons of addresses for equality. Decides whether a unit asks if a pointer is a constant's address, and warns
 * where it asks for a function's, and where the patch image gives away such an address: its functions have addresses
 * of their own, which are equal to none that the base image has. An address through the import table is the same in
 * both.
 */
#include "internal.h"

static bool is_null(LLVMValueRef value)
{
	return LLVMIsAConstant(value) && LLVMIsNull(value);
}

/* ---- constants ---- */

enum { STEPS = 8, CALL_STEPS = 3 }; /* how far a pointer is followed; what a call counts */

static bool is_question(LLVMValueRef instruction)
{
	return LLVMIsAICmpInst(instruction) &&
	       (LLVMGetICmpPredicate(instruction) == LLVMIntEQ || LLVMGetICmpPredicate(instruction) == LLVMIntNE) &&
	       !is_null(LLVMGetOperand(instruction, 0)) && !is_null(LLVMGetOperand(instruction, 1));
}

static bool asks_for_what_is_at(LLVMValueRef address, unsigned steps);

static bool is_cast(LLVMValueRef value)
{
	return LLVMIsAConstantExpr(value)
	           ? LLVMGetConstOpcode(value) != LLVMGetElementPtr && LLVMGetNumOperands(value) == 1
	           : LLVMIsACastInst(value) != NULL;
}

static bool asks_for(LLVMValueRef value, unsigned steps);

/* Whether a function of the unit that is passed the value compares it. */
static bool callee_asks_for(LLVMValueRef call, LLVMValueRef value, unsigned steps)
{
	LLVMValueRef callee = hp_called_value(call);
	if (!callee || !LLVMIsAFunction(callee) || LLVMIsDeclaration(callee) || steps <= CALL_STEPS)
		return false;
	unsigned count = LLVMGetNumArgOperands(call), parameters = LLVMCountParams(callee);
	for (unsigned i = 0; i < count && i < parameters; i++)
		if (LLVMGetOperand(call, i) == value && asks_for(LLVMGetParam(callee, i), steps - CALL_STEPS))
			return true;
	return false;
}

/* Whether the value is compared, perhaps by way of a local variable. The end of a table that a loop runs to is no
 * such question: the patch's table may have another length. */
static bool asks_for(LLVMValueRef value, unsigned steps)
{
	for (LLVMUseRef use = steps ? LLVMGetFirstUse(value) : NULL; use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (is_question(user) || (LLVMIsAAtomicCmpXchgInst(user) && LLVMGetOperand(user, 1) == value))
			return true;
		bool passes_on = LLVMIsAPHINode(user) || LLVMIsASelectInst(user) || is_cast(user);
		if (passes_on && asks_for(user, steps - 1))
			return true;
		if (callee_asks_for(user, value, steps))
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

/* Whether a warning about the callee is due in this function. */
static bool is_news(const struct comparison *comparison, LLVMValueRef callee)
{
	struct hp_global *global = hp_classify(comparison->module, callee);
	if (LLVMGetDLLStorageClass(callee) == LLVMDLLImportStorageClass || global->noted_in == comparison->function)
		return false;
	global->noted_in = comparison->function;
	return true;
}

static void warn_compared(const struct comparison *comparison, LLVMValueRef callee)
{
	struct hp_module *module = comparison->module;
	if (!is_news(comparison, callee))
		return;
	hp_warning_at(
	    module->diag, hp_debug_place(module, comparison->instruction), HP_WARN_FUNCTION_ADDRESS,
	    "'%s' compares a pointer with the address of '%s', which is another one in the patch image: a "
	    "pointer that the base image stored is never equal; compare in an unlisted function of the base",
	    hp_display_name(module, comparison->function), hp_display_name(module, callee));
}

static void warn_given(const struct comparison *comparison, LLVMValueRef callee)
{
	struct hp_module *module = comparison->module;
	if (!hp_compare_asks(module, callee) || !is_news(comparison, callee))
		return;
	hp_warning_at(
	    module->diag, hp_debug_place(module, comparison->instruction), HP_WARN_FUNCTION_ADDRESS,
	    "'%s' uses the address of '%s', with which this file compares pointers, and which is another one in the "
	    "patch image: for the base image they are not equal; take the address in an unlisted function of the "
	    "base",
	    hp_display_name(module, comparison->function), hp_display_name(module, callee));
}

typedef void (*visit_function)(const struct comparison *comparison, LLVMValueRef function);

/* The functions whose addresses a constant is made of. */
static void visit(const struct comparison *comparison, LLVMValueRef constant, visit_function found)
{
	LLVMValueRef base = hp_alias_base(constant);
	if (base && LLVMIsAFunction(base)) {
		found(comparison, base);
		return;
	}
	int count = LLVMIsAConstant(constant) && !LLVMIsAGlobalValue(constant) ? LLVMGetNumOperands(constant) : 0;
	for (int i = 0; i < count; i++)
		visit(comparison, LLVMGetOperand(constant, (unsigned)i), found);
}

/* What an operand gives away: the addresses that it is made of or, of a constant table, those that it holds. */
static void visit_given(const struct comparison *comparison, LLVMValueRef operand)
{
	LLVMValueRef base = hp_alias_base(operand);
	bool is_table = base && LLVMIsAGlobalVariable(base) && LLVMIsGlobalConstant(base) && !hp_is_ref(base);
	LLVMValueRef held = is_table ? LLVMGetInitializer(base) : operand;
	if (held)
		visit(comparison, held, warn_given);
}

/* What a comparison for equality compares; null is asked for without a function's address. */
static unsigned compared_operands(LLVMValueRef instruction, LLVMValueRef operands[2])
{
	if (LLVMIsAAtomicCmpXchgInst(instruction)) {
		operands[0] = LLVMGetOperand(instruction, 1);
		return 1;
	}
	if (!LLVMIsAICmpInst(instruction))
		return 0;
	operands[0] = LLVMGetOperand(instruction, 0);
	operands[1] = LLVMGetOperand(instruction, 1);
	return is_null(operands[0]) || is_null(operands[1]) ? 0 : 2;
}

void hp_compare_check(struct hp_module *module, LLVMValueRef function, LLVMValueRef instruction)
{
	struct comparison comparison = {module, function, instruction};
	LLVMValueRef compared[2];
	for (unsigned i = compared_operands(instruction, compared); i-- > 0;)
		visit(&comparison, compared[i], warn_compared);
	int count = LLVMIsAICmpInst(instruction) ? 0 : LLVMGetNumOperands(instruction);
	for (int i = 0; i < count; i++)
		if (!hp_operand_is_callee(instruction, (unsigned)i) &&
		    LLVMIsAConstant(LLVMGetOperand(instruction, (unsigned)i)))
			visit_given(&comparison, LLVMGetOperand(instruction, (unsigned)i));
}
