/*
 * Which element of a table holds the address of data that can change, for messages. Decides nothing.
 */
#include "pass/judge/element.h"

#include "base/arena.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/judge/classify.h"
#include "pass/judge/scan.h"

#include <llvm-c/Core.h>

struct finder {
	struct hp_module *module;
	LLVMValueRef target; /* NULL until found */
	const char *path;    /* "[2].1": indices of arrays and fields of structures */
};

static bool is_table(LLVMValueRef constant)
{
	return LLVMIsAConstantArray(constant) || LLVMIsAConstantStruct(constant) || LLVMIsAConstantVector(constant);
}

static void note_target(void *self, LLVMValueRef global)
{
	struct finder *finder = self;
	if (!finder->target && hp_classify(finder->module, global)->treatment != HP_DIRECT)
		finder->target = global;
}

static void find(struct finder *finder, LLVMValueRef constant, const char *path)
{
	if (!is_table(constant)) {
		hp_constant_visit(constant, note_target, finder);
		finder->path = path;
		return;
	}
	const char *form = LLVMIsAConstantStruct(constant) ? "%s.%d" : "%s[%d]";
	int count = LLVMGetNumOperands(constant);
	for (int i = 0; i < count && !finder->target; i++)
		find(finder, LLVMGetOperand(constant, (unsigned)i),
		     hp_arena_printf(finder->module->arena, form, path, i));
}

const char *hp_element_text(struct hp_module *module, LLVMValueRef table)
{
	struct finder finder = {.module = module};
	LLVMValueRef initialiser = LLVMIsAGlobalVariable(table) ? LLVMGetInitializer(table) : NULL;
	if (initialiser)
		find(&finder, initialiser, "");
	if (!finder.target)
		return "";
	return hp_arena_printf(module->arena, ", whose element '%s' points to '%s'", finder.path,
	                       hp_display_name(module, finder.target));
}
