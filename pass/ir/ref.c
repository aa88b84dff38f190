/*
 * Ref variables: `__ref_X`, a pointer in read-only data that holds &X until a patch loader binds it elsewhere.
 * Decides their names, linkage and section; knows nothing of who uses them.
 */
#include "base/arena.h"
#include "pass/internal.h"

#include <llvm-c/Comdat.h>
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

LLVMValueRef hp_ref_get(struct hp_module *module, struct hp_global *global, LLVMValueRef function)
{
	if (global->ref)
		return global->ref;
	const char *target = hp_value_name(global->value);
	const char *name = hp_arena_printf(module->arena, HP_REF_PREFIX "%s", target);
	if (LLVMGetNamedGlobal(module->module, name) || LLVMGetNamedFunction(module->module, name) ||
	    LLVMGetNamedGlobalAlias(module->module, name, strlen(name))) {
		hp_error(
		    module->diag,
		    "'%s' is already defined or used in '%s', but hpcc needs this name to redirect '%s' in '%s': "
		    "rename it",
		    name, module->name, hp_display_name(module, global->value), hp_display_name(module, function));
		return NULL;
	}
	global->ref = create(module, global->value, name);
	hp_debug_describe_ref(module, global->ref, global->value);
	hp_facts_add(module->facts, HP_FACT_REF, hp_value_name(function), name, target);
	return global->ref;
}
