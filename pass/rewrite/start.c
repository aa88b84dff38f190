/*
 * Initialisers of new variables. The base has run those of its own, so a slim patch has only those of variables that
 * the base has not and that code of the patch reaches. Decides which function of the unit initialises which variable:
 * compilers write one for each, whose last store, or else last call with an object, is to the variable.
 */
#include "pass/rewrite/start.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "pass/ir/debug.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"
#include "pass/judge/scan.h"

#include <inttypes.h>
#include <llvm-c/Comdat.h>
#include <llvm-c/Core.h>
#include <string.h>

/* Source: clang's CGDeclCXX.cpp, in both ABIs. */
static bool is_initialiser(LLVMValueRef function)
{
	const char *name = hp_value_name(function);
	return LLVMIsAFunction(function) && !LLVMIsDeclaration(function) &&
	       (hp_starts_with(name, "??__E") || hp_starts_with(name, "__cxx_global_var_init"));
}

/* The variable that an address leads into, also one that a loop counts up; NULL: none. */
static LLVMValueRef variable_of(LLVMValueRef address, unsigned depth)
{
	LLVMValueRef found = NULL;
	if (LLVMIsAGlobalVariable(address))
		return hp_starts_with(hp_value_name(address), "_ZGV") ? NULL : address;
	if (depth && (LLVMIsAGetElementPtrInst(address) || LLVMIsAConstantExpr(address)))
		return variable_of(LLVMGetOperand(address, 0), depth - 1);
	for (unsigned i = 0; depth && !found && LLVMIsAPHINode(address) && i < LLVMCountIncoming(address); i++)
		found = variable_of(LLVMGetIncomingValue(address, i), depth - 1);
	return found;
}

static LLVMValueRef variable_for(LLVMValueRef initialiser)
{
	enum { DEPTH = 4 };
	LLVMValueRef stored = NULL, passed = NULL, found;
	for (LLVMValueRef each = hp_instruction_first(initialiser); each; each = hp_instruction_next(each)) {
		LLVMValueRef called = hp_called_value(each);
		if (LLVMIsAStoreInst(each) && (found = variable_of(LLVMGetOperand(each, 1), DEPTH)))
			stored = found;
		else if (called && LLVMGetNumArgOperands(each) &&
		         (found = variable_of(LLVMGetOperand(each, 0), DEPTH)))
			passed = found;
	}
	return stored ? stored : passed;
}

/* What calls it once, however many objects of the patch have it. */
static LLVMValueRef call_once(struct hp_module *module, LLVMValueRef initialiser, const char *variable)
{
	LLVMTypeRef type = LLVMGlobalGetValueType(initialiser), byte = LLVMInt8TypeInContext(module->context);
	const char *name = hp_arena_printf(module->arena, "hpcc.started.%s", variable);
	LLVMValueRef once =
	    LLVMAddFunction(module->module, hp_arena_printf(module->arena, "hpcc.start.%s", variable), type);
	LLVMValueRef done = LLVMAddGlobal(module->module, byte, name);
	LLVMComdatRef comdat = LLVMGetOrInsertComdat(module->module, name);
	LLVMSetInitializer(done, LLVMConstNull(byte));
	LLVMSetLinkage(done, LLVMLinkOnceODRLinkage);
	LLVMSetComdatSelectionKind(comdat, LLVMAnyComdatSelectionKind);
	LLVMSetComdat(done, comdat);
	hp_shim_global_add_attribute(done, HP_ALLOW_DIRECT);
	LLVMSetLinkage(once, LLVMInternalLinkage);
	LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(module->context, once, "");
	LLVMBasicBlockRef first = LLVMAppendBasicBlockInContext(module->context, once, "");
	LLVMBasicBlockRef end = LLVMAppendBasicBlockInContext(module->context, once, "");
	LLVMPositionBuilderAtEnd(module->builder, entry);
	LLVMValueRef is_first = LLVMBuildIsNull(module->builder, LLVMBuildLoad2(module->builder, byte, done, ""), "");
	LLVMBuildCondBr(module->builder, is_first, first, end);
	LLVMPositionBuilderAtEnd(module->builder, first);
	LLVMBuildStore(module->builder, LLVMConstInt(byte, 1, false), done);
	LLVMBuildCall2(module->builder, type, initialiser, NULL, 0, "");
	LLVMBuildBr(module->builder, end);
	LLVMPositionBuilderAtEnd(module->builder, end);
	LLVMBuildRetVoid(module->builder);
	return once;
}

static bool is_shared(LLVMValueRef variable)
{
	LLVMLinkage linkage = LLVMGetLinkage(variable);
	return linkage == LLVMLinkOnceODRLinkage || linkage == LLVMLinkOnceAnyLinkage ||
	       linkage == LLVMWeakODRLinkage || linkage == LLVMWeakAnyLinkage;
}

/* Of a file that the base has, a static variable may be new, or one that the optimiser has left out of the base. */
static void warn_static(struct hp_module *module, LLVMValueRef variable)
{
	if (hp_owner_is_static(variable) && module->slim->module)
		hp_warning_at(
		    module->diag, hp_debug_place(module, variable), HP_WARN_START,
		    "'%s' is not in '%s', so its initialiser runs when the patch is loaded: if it is not new, "
		    "but was left out by the optimiser, build the base with "
		    "-fkeep-persistent-storage-variables",
		    hp_display_name(module, variable), module->slim->name);
}

static LLVMValueRef start(struct hp_module *module, LLVMValueRef initialiser, LLVMValueRef variable)
{
	warn_static(module, variable);
	const char *text = hp_arena_printf(module->arena, "%d %" PRIu64 " %s", hp_owner_is_static(variable),
	                                   hp_owner_size(module, variable), hp_owner_spelling(module, variable));
	LLVMValueRef started =
	    is_shared(variable) ? call_once(module, initialiser, hp_value_name(variable)) : initialiser;
	LLVMAddTargetDependentFunctionAttr(initialiser, HP_START, "");
	LLVMAddTargetDependentFunctionAttr(started, HP_START, text);
	hp_shim_compiler_used(module->module, &started, 1);
	return started;
}

/* The variable of an initialiser that has its turn; NULL: the function is none, or, with *failed, after a message. */
static LLVMValueRef next_variable(struct hp_module *module, LLVMValueRef function, const struct hp_values *reached,
                                  bool *failed)
{
	if (!is_initialiser(function) || hp_function_has_text(function, HP_START))
		return NULL;
	LLVMValueRef variable = variable_for(function);
	if (!variable || LLVMIsDeclaration(variable) || !hp_values_has(reached, variable) ||
	    hp_owner_is_base(module, variable))
		return NULL;
	if (LLVMIsThreadLocal(variable)) {
		hp_error_at(module->diag, hp_debug_place(module, variable),
		            "'%s' is thread-local and new, and threads that are there already would not run its "
		            "initialiser: give it a constant one, or keep it in a variable of another kind",
		            hp_display_name(module, variable));
		*failed = true;
		return NULL;
	}
	return variable;
}

LLVMValueRef hp_start_next(struct hp_module *module, const struct hp_values *reached, bool *failed)
{
	for (LLVMValueRef each = LLVMGetFirstFunction(module->module); each; each = LLVMGetNextFunction(each)) {
		LLVMValueRef variable = next_variable(module, each, reached, failed);
		if (variable)
			return start(module, each, variable);
	}
	return NULL;
}

/* Globals that the unit's initialisers lead to. */
struct touching {
	struct hp_values *touched;
	struct hp_arena *arena;
	struct touched *first; /* functions and constants that are not gone through yet */
};

struct touched {
	struct touched *next;
	LLVMValueRef value;
};

static void touch(void *self, LLVMValueRef global)
{
	struct touching *touching = self;
	LLVMValueRef value = hp_alias_base(global);
	if (!value || !hp_values_add(touching->touched, value, NULL) || LLVMIsDeclaration(value))
		return;
	if (LLVMIsAGlobalVariable(value) && !LLVMIsGlobalConstant(value))
		return;
	struct touched *more = hp_arena_alloc(touching->arena, sizeof *more);
	*more = (struct touched){touching->first, value};
	touching->first = more;
}

static void touch_from(struct touching *touching, LLVMValueRef value)
{
	if (!LLVMIsAFunction(value)) {
		hp_constant_visit(LLVMGetInitializer(value), touch, touching);
		return;
	}
	for (LLVMValueRef each = hp_instruction_first(value); each; each = hp_instruction_next(each))
		for (int i = 0; i < LLVMGetNumOperands(each); i++) {
			LLVMValueRef operand = LLVMGetOperand(each, (unsigned)i);
			if (LLVMIsAConstant(operand))
				hp_constant_visit(operand, touch, touching);
		}
}

void hp_start_touched(struct hp_module *module, struct hp_values *touched)
{
	struct touching touching = {touched, module->arena, NULL};
	for (LLVMValueRef each = LLVMGetFirstFunction(module->module); each; each = LLVMGetNextFunction(each))
		if (is_initialiser(each))
			touch(&touching, each);
	while (touching.first) {
		LLVMValueRef value = touching.first->value;
		touching.first = touching.first->next;
		touch_from(&touching, value);
	}
}
