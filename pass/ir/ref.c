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
#include "pass/ir/owner.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"

#include <inttypes.h>
#include <llvm-c/Comdat.h>
#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>

#define BIND_TEXT "hpcc-bind" /* what a ref is bound to: kind, size, whether it is static, symbol */

/* A non-constant ref in a COMDAT would make the section writable; `externally initialised` keeps LLVM from folding.
 */
static LLVMValueRef create(struct hp_module *module, LLVMValueRef value, const char *name, bool local)
{
	LLVMTypeRef pointer = LLVMPointerTypeInContext(module->context, 0);
	LLVMValueRef ref = LLVMAddGlobal(module->module, pointer, name);
	LLVMSetInitializer(ref, value);
	LLVMSetGlobalConstant(ref, true);
	LLVMSetExternallyInitialized(ref, true);
	LLVMSetSection(ref, ".rdata");
	LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module->module);
	LLVMSetAlignment(ref, LLVMABIAlignmentOfType(layout, pointer));
	if (local) {
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

/* Whether the name is taken by something that is no ref. */
static bool is_taken(struct hp_module *module, const char *name)
{
	return LLVMGetNamedGlobal(module->module, name) || LLVMGetNamedFunction(module->module, name) ||
	       LLVMGetNamedGlobalAlias(module->module, name, strlen(name));
}

LLVMValueRef hp_ref_bound(struct hp_module *module, const char *name, const struct hp_ref_target *target)
{
	const char *full = hp_arena_printf(module->arena, HP_REF_PREFIX "%s", name);
	LLVMValueRef known = LLVMGetNamedGlobal(module->module, full);
	if (known && hp_is_ref(known))
		return known;
	if (is_taken(module, full)) {
		hp_error(module->diag, "'%s' is already defined or used in '%s', but hpcc needs this name: rename it",
		         full, module->name);
		return NULL;
	}
	LLVMValueRef null = LLVMConstNull(LLVMPointerTypeInContext(module->context, 0));
	LLVMValueRef ref = create(module, null, full, target->local);
	hp_shim_global_set_text(ref, BIND_TEXT,
	                        hp_arena_printf(module->arena, "%d %" PRIu64 " %d %s", (int)target->kind,
	                                        target->size, target->local, target->symbol));
	return ref;
}

/* A number of the text, whose place moves behind it and a blank. False if there is none. */
static bool take_number(const char **at, uint64_t *number)
{
	char *end;
	*number = strtoull(*at, &end, 10);
	if (end == *at || *end != ' ')
		return false;
	*at = end + 1;
	return true;
}

bool hp_ref_target(struct hp_module *module, LLVMValueRef ref, struct hp_ref_target *target)
{
	char *text = hp_is_ref(ref) ? hp_shim_global_text(ref, BIND_TEXT) : NULL;
	const char *at = text;
	uint64_t kind, size, local;
	bool known = text && take_number(&at, &kind) && take_number(&at, &size) && take_number(&at, &local) &&
	             kind >= HP_BIND_SLOT && kind <= HP_BIND_START;
	if (known)
		*target = (struct hp_ref_target){(enum hp_bind_kind)kind, hp_arena_strdup(module->arena, at), size,
		                                 local != 0};
	free(text);
	return known;
}

/* A ref of a slim patch: to what the base has, or to a new variable, which an earlier patch may have brought. */
static LLVMValueRef create_slim(struct hp_module *module, LLVMValueRef global)
{
	bool base = hp_owner_is_base(module, global);
	bool thread = LLVMIsAGlobalVariable(global) && LLVMIsThreadLocal(global);
	struct hp_ref_target target = {
	    .kind = !base    ? HP_BIND_NEW
	            : thread ? HP_BIND_OFFSET
	                     : HP_BIND_SLOT,
	    .symbol = hp_owner_name(module, global),
	    .size = hp_owner_size(module, global),
	    .local = hp_owner_is_static(global),
	};
	if (!hp_owner_check(module, global))
		return NULL;
	LLVMValueRef ref = hp_ref_bound(module, hp_value_name(global), &target);
	if (ref && !base)
		LLVMSetInitializer(ref, global);
	return ref;
}

LLVMValueRef hp_ref_create(struct hp_module *module, LLVMValueRef target, LLVMValueRef function)
{
	const char *target_name = hp_value_name(target);
	const char *name = hp_arena_printf(module->arena, HP_REF_PREFIX "%s", target_name);
	LLVMValueRef ref = NULL;
	if (module->slim)
		ref = create_slim(module, target);
	else if (!is_taken(module, name))
		ref = create(module, target, name, hp_is_local(target));
	else
		hp_error(
		    module->diag,
		    "'%s' is already defined or used in '%s', but hpcc needs this name to redirect '%s' in '%s': "
		    "rename it",
		    name, module->name, hp_display_name(module, target), hp_display_name(module, function));
	if (!ref)
		return NULL;
	if (!module->late)
		hp_debug_describe_ref(module, ref, target);
	hp_facts_add(module->facts, HP_FACT_REF,
	             &(struct hp_fact){.ref = {hp_value_name(function), name, target_name}});
	return ref;
}
