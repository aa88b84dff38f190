/*
 * Words inside constants and new variables that hold addresses of what the base has: tables of functions, type
 * information, initial values. Each becomes null and gets a record of the bind table. Decides which words those are.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "pass/ir/debug.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"
#include "pass/judge/classify.h"
#include "pass/judge/scan.h"
#include "pass/slim/slim.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <string.h>

struct words {
	struct hp_module *module;
	LLVMTargetDataRef layout;
	LLVMValueRef variable; /* what is gone through */
	bool failed;
};

static bool is_aggregate(LLVMValueRef constant)
{
	return LLVMIsAConstantStruct(constant) || LLVMIsAConstantArray(constant) || LLVMIsAConstantVector(constant);
}

struct names {
	struct hp_module *module;
	bool data;
};

static void note_name(void *self, LLVMValueRef global)
{
	struct names *names = self;
	if (strcmp(hp_value_name(global), "__ImageBase") == 0)
		return; /* the patch's: what is relative to the image stays so */
	names->data |= !LLVMIsAFunction(global) && hp_classify(names->module, global)->treatment != HP_DIRECT;
}

/* Whether a number, not an address, is computed, and of what the base has only from functions. */
static bool names_only_functions(struct words *words, LLVMValueRef word)
{
	struct names names = {.module = words->module};
	if (LLVMGetTypeKind(LLVMTypeOf(word)) == LLVMPointerTypeKind ||
	    LLVMABISizeOfType(words->layout, LLVMTypeOf(word)) == LLVMPointerSize(words->layout))
		return false;
	hp_constant_visit(word, note_name, &names);
	return !names.data;
}

/* A word with an address of the base: an address of a whole pointer's size, with a constant distance at most. */
static LLVMValueRef bound(struct words *words, LLVMValueRef word, uint64_t offset)
{
	struct hp_module *module = words->module;
	LLVMTypeRef type = LLVMTypeOf(word);
	int64_t addend = 0;
	LLVMValueRef global = hp_shim_base_and_offset(words->layout, word, &addend);
	enum hp_treatment treatment = global ? hp_classify(module, global)->treatment : HP_DIRECT;
	if (treatment == HP_IMPORT)
		return word; /* the linker's thunk */
	if (names_only_functions(words, word))
		return word; /* relative to the image, as in exception tables: a stub will do */
	if (treatment != HP_REDIRECT || LLVMABISizeOfType(words->layout, type) != LLVMPointerSize(words->layout)) {
		hp_error_at(module->diag, hp_debug_place(module, words->variable),
		            "'%s' starts with a value that is computed from an address of '%s', and cannot be bound "
		            "to it: assign it in a function",
		            hp_display_name(module, words->variable), module->slim->name);
		words->failed = true;
		return word;
	}
	words->failed |= !hp_owner_check(module, global);
	bool base = hp_owner_is_base(module, global);
	struct hp_bind bind = {.kind = base ? HP_BIND_WORD : HP_BIND_NEW,
	                       .where = words->variable,
	                       .offset = offset,
	                       .symbol = hp_owner_name(module, global),
	                       .addend = addend,
	                       .size = base ? 0 : hp_owner_size(module, global),
	                       .local = hp_owner_is_static(global)};
	hp_slim_bind(module, &bind);
	return base ? LLVMConstNull(type) : word; /* the patch's own, if no earlier one has it */
}

static LLVMValueRef walk(struct words *words, LLVMValueRef constant, uint64_t offset)
{
	if (!hp_constant_needed(words->module, constant))
		return constant;
	if (!is_aggregate(constant))
		return bound(words, constant, offset);
	LLVMTypeRef type = LLVMTypeOf(constant);
	bool is_struct = LLVMGetTypeKind(type) == LLVMStructTypeKind;
	uint64_t stride = is_struct ? 0 : LLVMABISizeOfType(words->layout, LLVMGetElementType(type));
	unsigned count = (unsigned)LLVMGetNumOperands(constant);
	LLVMValueRef *elements = hp_arena_calloc(words->module->arena, count, sizeof *elements);
	for (unsigned i = 0; i < count; i++)
		elements[i] = walk(words, LLVMGetOperand(constant, i),
		                   offset + (is_struct ? LLVMOffsetOfElement(words->layout, type, i) : i * stride));
	return hp_aggregate_with(words->module, constant, elements, count);
}

bool hp_slim_words(struct hp_module *module)
{
	struct words words = {.module = module, .layout = LLVMGetModuleDataLayout(module->module)};
	LLVMValueRef last = LLVMGetLastGlobal(module->module);
	for (LLVMValueRef each = LLVMGetFirstGlobal(module->module); each; each = LLVMGetNextGlobal(each)) {
		LLVMValueRef initialiser = LLVMGetInitializer(each);
		struct hp_ref_target target;
		words.variable = each;
		if (initialiser && !hp_starts_with(hp_value_name(each), "llvm.") &&
		    !hp_ref_target(module, each, &target))
			LLVMSetInitializer(each, walk(&words, initialiser, 0));
		if (each == last)
			break;
	}
	return !words.failed;
}
