/*
 * Ref variables: `__ref_X`, a pointer in read-only data that holds &X until a patch loader binds it elsewhere.
 * Decides their names, linkage and section; knows nothing of who uses them.
 */
#include "pass/ir/ref.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/text.h"
#include "pass/ir/debug.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"

#include <llvm-c/Comdat.h>
#include <llvm-c/Core.h>
#include <string.h>

/* A non-constant ref in a COMDAT would make the section writable; `externally initialised` keeps LLVM from folding.
 */
static LLVMValueRef create(struct hp_module *module, LLVMValueRef target, const char *name)
{
	LLVMTypeRef pointer = LLVMPointerTypeInContext(module->context, 0);
	LLVMValueRef ref = LLVMAddGlobal(module->module, pointer, name);
	LLVMSetInitializer(ref, target);
	LLVMSetGlobalConstant(ref, true);
	LLVMSetExternallyInitialized(ref, true);
	LLVMSetSection(ref, ".rdata");
	LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module->module);
	LLVMSetAlignment(ref, LLVMABIAlignmentOfType(layout, pointer));
	if (hp_is_local(target)) {
		LLVMSetLinkage(ref, LLVMInternalLinkage);
	} else {
		LLVMSetLinkage(ref, LLVMLinkOnceODRLinkage);
		LLVMComdatRef comdat = LLVMGetOrInsertComdat(module->module, name);
		LLVMSetComdatSelectionKind(comdat, LLVMAnyComdatSelectionKind);
		LLVMSetComdat(ref, comdat);
	}
	hp_shim_set_dso_local(ref);
	hp_shim_global_add_attribute(ref, HP_ALLOW_DIRECT);
	return ref;
}

bool hp_is_ref(LLVMValueRef value)
{
	return LLVMIsAGlobalVariable(value) && LLVMIsExternallyInitialized(value) && LLVMIsGlobalConstant(value) &&
	       hp_starts_with(hp_value_name(value), HP_REF_PREFIX) &&
	       hp_shim_global_has_attribute(value, HP_ALLOW_DIRECT);
}

LLVMValueRef hp_ref_create(struct hp_module *module, LLVMValueRef target, LLVMValueRef function)
{
	const char *target_name = hp_value_name(target);
	const char *name = hp_arena_printf(module->arena, HP_REF_PREFIX "%s", target_name);
	if (LLVMGetNamedGlobal(module->module, name) || LLVMGetNamedFunction(module->module, name) ||
	    LLVMGetNamedGlobalAlias(module->module, name, strlen(name))) {
		hp_error(
		    module->diag,
		    "'%s' is already defined or used in '%s', but hpcc needs this name to redirect '%s' in '%s': "
		    "rename it",
		    name, module->name, hp_display_name(module, target), hp_display_name(module, function));
		return NULL;
	}
	LLVMValueRef ref = create(module, target, name);
	hp_debug_describe_ref(module, ref, target);
	hp_facts_add(module->facts, HP_FACT_REF, hp_value_name(function), name, target_name);
	return ref;
}
