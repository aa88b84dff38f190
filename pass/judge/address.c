/*
 * Addresses of functions and literals that are left in the patch after optimisation. Warns where one is compared, or
 * that of a function given away though the unit compares it somewhere: the patch image's have addresses of their own,
 * which are equal to none that the base image has. An address through the import table is the same in both.
 */
#include "pass/judge/address.h"

#include "base/diag.h"
#include "pass/ir/debug.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/classify.h"
#include "pass/judge/compare.h"

#include <llvm-c/Core.h>

struct place {
	struct hp_module *module;
	LLVMValueRef function, instruction;
};

/* Whether a warning about the function or literal is due in this function. */
static bool is_news(const struct place *place, LLVMValueRef value)
{
	struct hp_global *global = hp_classify(place->module, value);
	if (LLVMGetDLLStorageClass(value) == LLVMDLLImportStorageClass || global->noted_in == place->function)
		return false;
	global->noted_in = place->function;
	return true;
}

static void warn(const struct place *place, enum hp_warn group, const char *does, LLVMValueRef value, const char *why)
{
	struct hp_module *module = place->module;
	if (is_news(place, value))
		hp_warning_at(module->diag, hp_debug_place(module, place->instruction), group, "'%s' %s '%s', %s",
		              hp_display_name(module, place->function), does, hp_display_name(module, value), why);
}

static void warn_compared(const struct place *place, LLVMValueRef callee)
{
	warn(place, HP_WARN_FUNCTION_ADDRESS, "compares a pointer with the address of", callee,
	     "which is another one in the patch image: a pointer that the base image stored is never equal; "
	     "compare in an unlisted function of the base");
}

/* A literal or another constant that clang has made has no name by which the base's could be found. */
static void check_literal(const struct place *place, LLVMValueRef value)
{
	if (LLVMIsAGlobalVariable(value) && LLVMGetLinkage(value) == LLVMPrivateLinkage &&
	    LLVMIsGlobalConstant(value) && hp_compare_is_question(place->module, place->instruction, value))
		warn(place, HP_WARN_CONST_DATA, "compares a pointer with the address of the literal", value,
		     "which is another one in the patch image: a pointer that the base image stored is never equal; "
		     "make it an array of its own, 'static const char x[]'");
}

static void warn_given(const struct place *place, LLVMValueRef callee)
{
	if (hp_compare_asks(place->module, callee))
		warn(place, HP_WARN_FUNCTION_ADDRESS, "uses the address of", callee,
		     "with which this file compares pointers, and which is another one in the patch image: for "
		     "the base image they are not equal; take the address in an unlisted function of the base");
}

typedef void (*visit_function)(const struct place *place, LLVMValueRef function);

/* The functions whose addresses a constant is made of. */
static void visit(const struct place *place, LLVMValueRef constant, visit_function found)
{
	LLVMValueRef base = hp_alias_base(constant);
	if (base && LLVMIsAFunction(base)) {
		found(place, base);
		return;
	}
	int count = LLVMIsAConstant(constant) && !LLVMIsAGlobalValue(constant) ? LLVMGetNumOperands(constant) : 0;
	for (int i = 0; i < count; i++)
		visit(place, LLVMGetOperand(constant, (unsigned)i), found);
}

/* Whether the constant is made of the address of a function with which the unit compares something. */
static bool holds_asked(struct hp_module *module, LLVMValueRef constant)
{
	LLVMValueRef base = hp_alias_base(constant);
	if (base && LLVMIsAFunction(base))
		return hp_compare_asks(module, base);
	int count = LLVMIsAConstant(constant) && !LLVMIsAGlobalValue(constant) ? LLVMGetNumOperands(constant) : 0;
	for (int i = 0; i < count; i++)
		if (holds_asked(module, LLVMGetOperand(constant, (unsigned)i)))
			return true;
	return false;
}

/* The same of a constant table, which is gone through once, however many functions use it. */
static bool table_holds_asked(struct hp_module *module, LLVMValueRef table)
{
	const bool *known = hp_answer_find(&module->holds_compared, table);
	if (known)
		return *known;
	return hp_answer_add(&module->holds_compared, table,
	                     LLVMGetInitializer(table) && holds_asked(module, LLVMGetInitializer(table)));
}

/* What an operand gives away: the addresses that it is made of or, of a constant table, those that it holds. */
static void visit_given(const struct place *place, LLVMValueRef operand)
{
	LLVMValueRef base = hp_alias_base(operand);
	bool is_table = base && LLVMIsAGlobalVariable(base) && LLVMIsGlobalConstant(base) && !hp_is_ref(base);
	if (!is_table)
		visit(place, operand, warn_given);
	else if (table_holds_asked(place->module, base))
		visit(place, LLVMGetInitializer(base), warn_given);
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
	return hp_is_null(operands[0]) || hp_is_null(operands[1]) ? 0 : 2;
}

void hp_address_check(struct hp_module *module, LLVMValueRef function, LLVMValueRef instruction)
{
	struct place place = {module, function, instruction};
	LLVMValueRef compared[2];
	for (unsigned i = compared_operands(instruction, compared); i-- > 0;) {
		visit(&place, compared[i], warn_compared);
		check_literal(&place, compared[i]);
	}
	int count = LLVMIsAICmpInst(instruction) ? 0 : LLVMGetNumOperands(instruction);
	for (int i = 0; i < count; i++)
		if (!hp_operand_is_callee(instruction, (unsigned)i) &&
		    LLVMIsAConstant(LLVMGetOperand(instruction, (unsigned)i)))
			visit_given(&place, LLVMGetOperand(instruction, (unsigned)i));
}
