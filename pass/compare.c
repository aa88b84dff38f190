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

/* Whether the constant is a number, or the address of another object than the origin: equal to it in no image. */
static bool is_known_other(LLVMValueRef value, LLVMValueRef origin)
{
	while (LLVMIsAConstantExpr(value) && LLVMGetConstOpcode(value) == LLVMIntToPtr)
		value = LLVMGetOperand(value, 0);
	return LLVMIsAConstantInt(value) || is_null(value) ||
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
	return !is_known_other(other, origin) && !hp_trail_comes_from(other, origin);
}

static const struct hp_trail question = {.found = asks};

/* Whether the unit compares what it reads from a constant table. */
static bool is_read_to_compare(struct hp_module *module, LLVMValueRef table)
{
	struct hp_answer *known;
	HASH_FIND_PTR(module->read_to_compare, &table, known);
	if (known)
		return known->yes;
	bool yes = hp_trail_follow(&question, table, 1);
	hp_answer_add(module, &module->read_to_compare, table, yes);
	return yes;
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
	struct hp_answer *known;
	bool is_private = LLVMGetLinkage(constant) == LLVMPrivateLinkage;
	HASH_FIND_PTR(module->compared, &constant, known);
	if (known)
		return known->yes;
	bool yes =
	    (!is_private && hp_trail_follow(&question, constant, 0)) || asks_by_table(module, constant, is_private);
	hp_answer_add(module, &module->compared, constant, yes);
	return yes;
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
