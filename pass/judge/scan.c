/*
 * What an instruction's operands hold: whether a constant must become instructions, and which operands must stay
 * constants whatever they hold (exception clauses, immediate assembly operands, some intrinsics).
 */
#include "pass/judge/scan.h"

#include "base/diag.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/classify.h"

#include <llvm-c/Core.h>
#include <string.h>

static bool has_children(LLVMValueRef value)
{
	return LLVMIsAConstantExpr(value) || LLVMIsAConstantStruct(value) || LLVMIsAConstantArray(value) ||
	       LLVMIsAConstantVector(value);
}

bool hp_constant_needed(struct hp_module *module, LLVMValueRef constant)
{
	if (hp_is_global(constant))
		return hp_classify(module, constant)->treatment != HP_DIRECT;
	if (!has_children(constant))
		return false;
	const bool *known = hp_answer_find(&module->needs, constant);
	if (known)
		return *known;
	bool needed = false;
	int count = LLVMGetNumOperands(constant);
	for (int i = 0; i < count && !needed; i++)
		needed = hp_constant_needed(module, LLVMGetOperand(constant, (unsigned)i));
	return hp_answer_add(&module->needs, constant, needed);
}

void hp_constant_visit(LLVMValueRef constant, void (*visit)(void *self, LLVMValueRef global), void *self)
{
	if (hp_is_global(constant)) {
		visit(self, constant);
		return;
	}
	if (!has_children(constant))
		return;
	int count = LLVMGetNumOperands(constant);
	for (int i = 0; i < count; i++)
		hp_constant_visit(LLVMGetOperand(constant, (unsigned)i), visit, self);
}

/* Intrinsics whose operands name a global rather than use its address. */
static const struct {
	const char *prefix, *reason;
} fixed_intrinsics[] = {
    {"llvm.eh.typeid.for", "exception clause"},
    {"llvm.threadlocal.address", "thread-local"},
    {"llvm.objectsize", "size query"},
    {"llvm.is.constant", "size query"},
    {"llvm.coro.", "coroutine intrinsic"},
    {"llvm.instrprof.", "instrumentation"},
    {"llvm.pseudoprobe", "instrumentation"},
    {"llvm.var.annotation", "annotation"}, /* llvm.ptr.annotation gives its operand back: that one is an access */
    {"llvm.lifetime.", "lifetime marker"},
    {"llvm.dbg.", "debug information"},
    {"llvm.gcroot", "garbage collection"},
    {"llvm.localescape", "frame escape"},
    {"llvm.localrecover", "frame escape"},
    {"llvm.eh.recoverfp", "frame escape"},
    {"llvm.init.trampoline", "trampoline"},
};

static const char *fixed_by_intrinsic(struct hp_module *module, LLVMValueRef instruction, unsigned index)
{
	if (!hp_called_intrinsic(instruction))
		return NULL;
	for (size_t i = 0; i < sizeof fixed_intrinsics / sizeof *fixed_intrinsics; i++)
		if (hp_intrinsic_named(instruction, fixed_intrinsics[i].prefix))
			return fixed_intrinsics[i].reason;
	LLVMValueRef callee = LLVMGetCalledValue(instruction);
	if (index < LLVMGetNumArgOperands(instruction) &&
	    LLVMGetEnumAttributeAtIndex(callee, index + 1, module->immarg_kind))
		return "immediate operand";
	return NULL;
}

/* The text of constraint number `index` among those that take an argument of the call. */
static bool constraint_at(const char *text, size_t length, unsigned index, const char **start, size_t *size)
{
	const char *end = text + length;
	while (text < end) {
		const char *comma = memchr(text, ',', (size_t)(end - text));
		const char *stop = comma ? comma : end;
		bool clobber = *text == '~' || *text == '!';
		bool output = *text == '=';
		bool indirect = memchr(text, '*', (size_t)(stop - text)) != NULL;
		if (!clobber && (!output || indirect)) {
			if (index-- == 0) {
				*start = text;
				*size = (size_t)(stop - text);
				return true;
			}
		}
		text = stop + 1;
	}
	return false;
}

/* Whether the constraint accepts nothing but an immediate, so that a loaded pointer would be refused. */
static bool immediate_only(const char *constraint, size_t size)
{
	bool immediate = false;
	for (size_t i = 0; i < size; i++) {
		char c = constraint[i];
		if (c == '*' || c == '{' || (c >= '0' && c <= '9') || strchr("rmgpXoVRqQabcdSDlxyftuvkw", c))
			return false;
		immediate |= strchr("insEFIJKLMNOPGHCeZz", c) != NULL;
	}
	return immediate;
}

static bool fixed_by_assembly(LLVMValueRef instruction, unsigned index)
{
	LLVMValueRef callee = hp_called_value(instruction);
	if (!callee || !LLVMIsAInlineAsm(callee) || index >= LLVMGetNumArgOperands(instruction))
		return false;
	size_t length, size;
	const char *start, *text = LLVMGetInlineAsmConstraintString(callee, &length);
	return constraint_at(text, length, index, &start, &size) && immediate_only(start, size);
}

bool hp_operand_fixed(struct hp_module *module, LLVMValueRef instruction, unsigned index, const char **reason,
                      int *warning)
{
	*warning = -1;
	LLVMValueRef called = hp_operand_is_callee(instruction, index) ? LLVMGetOperand(instruction, index) : NULL;
	LLVMValueRef callee = called ? hp_alias_base(called) : NULL;
	if (callee && LLVMIsAFunction(callee) && !(module->late && LLVMIsDeclaration(callee))) {
		*reason = "call";
		return true;
	}
	if (LLVMIsALandingPadInst(instruction) || LLVMIsAFuncletPadInst(instruction)) {
		*reason = "exception clause";
		return true;
	}
	*reason = fixed_by_intrinsic(module, instruction, index);
	if (*reason)
		return true;
	if (fixed_by_assembly(instruction, index)) {
		*reason = "immediate operand of assembly";
		*warning = HP_WARN_ASM;
		return true;
	}
	return false;
}
