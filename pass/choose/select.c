/*
 * Which functions are listed: by an entry, whose spellings are names.c's, or by an IR attribute. What listed
 * functions reach is reach.c's.
 */
#include "base/diag.h"
#include "base/facts.h"
#include "base/strvec.h"
#include "pass/choose/glob.h"
#include "pass/choose/names.h"
#include "pass/choose/unmatched.h"
#include "pass/ir/clang_made.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <string.h>

static void choose(struct hp_module *module, LLVMValueRef value, const char *entry)
{
	struct hp_function *function = hp_function_add(module, value);
	if (!function->entry)
		function->entry = entry;
}

/* Module order, so that the order of a list has no influence on the object. */
static void queue_chosen(struct hp_module *module)
{
	for (LLVMValueRef value = LLVMGetFirstFunction(module->module); value; value = LLVMGetNextFunction(value)) {
		struct hp_function *function = hp_function_find(module, value);
		if (!function || !function->entry)
			continue;
		function->queued = true;
		*module->last = function;
		module->last = &function->next;
		hp_function_note(module, function);
	}
}

/* An entry on its way to the functions it names. */
struct choice {
	struct hp_module *module;
	const char *entry;
};

static void choose_named(void *self, LLVMValueRef function)
{
	const struct choice *choice = self;
	/* A glob means the user's functions. */
	if (hp_clang_made_helper(hp_value_name(function)) && hp_glob_compile(choice->module->arena, choice->entry))
		return;
	choose(choice->module, function, choice->entry);
}

static bool supported(struct hp_module *module)
{
	const char *triple = hp_module_triple(module);
	if (hp_target_is_supported(&module->target))
		return true;
	hp_error(
	    module->diag,
	    "cannot make functions of '%s' hot-patchable for '%s': use a Windows target on x86, x64 or ARM64, or "
	    "drop the function list",
	    module->name, *triple ? triple : "no target");
	return false;
}

static void choose_attributed(struct hp_module *module)
{
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function))
		if (hp_names_is_definition(function) && hp_function_is_marked(function))
			choose(module, function, "IR attribute");
}

/* The text of an annotation of hpcc's, NULL for others. */
static const char *annotation_text(LLVMValueRef annotation)
{
	size_t length;
	LLVMValueRef string = LLVMIsAConstantStruct(annotation) && LLVMGetNumOperands(annotation) >= 2
	                          ? LLVMIsAGlobalVariable(LLVMGetOperand(annotation, 1))
	                          : NULL;
	LLVMValueRef value = string ? LLVMGetInitializer(string) : NULL;
	if (!value || !LLVMIsAConstantDataSequential(value) || !LLVMIsConstantString(value))
		return NULL;
	const char *text = LLVMGetAsString(value, &length);
	return length && !text[length - 1] && strncmp(text, "hpcc::", 6) == 0 ? text : NULL;
}

/* `hpcc::hotpatch` selects a function, `hpcc::direct` exempts a variable, as LLVM's attributes of IR do. */
static void take_annotation(struct hp_module *module, LLVMValueRef annotation)
{
	const char *text = annotation_text(annotation);
	LLVMValueRef value = text ? hp_alias_base(LLVMGetOperand(annotation, 0)) : NULL;
	if (!value)
		return;
	bool hotpatch = strcmp(text, "hpcc::hotpatch") == 0, direct = strcmp(text, "hpcc::direct") == 0;
	if (hotpatch && LLVMIsAFunction(value)) {
		if (hp_names_is_definition(value))
			choose(module, value, "annotation");
	} else if (direct && LLVMIsAGlobalVariable(value)) {
		hp_shim_global_add_attribute(value, HP_ALLOW_DIRECT);
	} else {
		hp_warning(module->diag, HP_WARN_NAME,
		           "annotation '%s' of '%s' has no effect: 'hpcc::hotpatch' is for functions, 'hpcc::direct' "
		           "for variables",
		           text, hp_value_name(value));
	}
}

static void take_annotations(struct hp_module *module)
{
	LLVMValueRef list = LLVMGetNamedGlobal(module->module, "llvm.global.annotations");
	LLVMValueRef array = list ? LLVMGetInitializer(list) : NULL;
	int count = array && LLVMIsAConstantArray(array) ? LLVMGetNumOperands(array) : 0;
	for (int i = 0; i < count; i++)
		take_annotation(module, LLVMGetOperand(array, (unsigned)i));
}

bool hp_module_select(struct hp_module *module, const struct hp_strvec *entries, size_t *selected)
{
	if (!supported(module))
		return false;
	struct hp_names names;
	struct hp_strvec unmatched;
	unsigned errors = module->diag->errors;
	hp_strvec_init(&unmatched, module->arena);
	hp_names_init(&names, module, false);
	for (size_t i = 0; i < entries->count; i++) {
		struct choice choice = {module, entries->items[i]};
		if (!hp_names_match(&names, choice.entry, choose_named, &choice))
			hp_strvec_push(&unmatched, choice.entry);
	}
	choose_attributed(module);
	take_annotations(module);
	hp_unmatched_report(&names, &unmatched);
	hp_names_fini(&names);
	queue_chosen(module);
	*selected = module->facts->kind[HP_FACT_SELECTED].count;
	return module->diag->errors == errors;
}
