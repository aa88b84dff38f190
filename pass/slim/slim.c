/*
 * What a slim patch needs after optimisation, in this order: bodies that were kept for inlining go; calls and
 * addresses of functions that the base has go through slots, and so does data that the optimiser has moved into code;
 * addresses inside data become bound words; the bind table names all of it.
 */
#include "pass/slim/slim.h"

#include "pass/hotpatch.h"
#include "pass/ir/module.h"
#include "pass/ir/slim_shim.h"
#include "pass/rewrite/rewrite.h"

bool hp_module_bind(struct hp_module *module)
{
	if (!module->slim)
		return true;
	hp_shim_drop_available(module->module);
	module->late = true;
	hp_module_forget(module);
	if (!hp_rewrite_late(module) || !hp_slim_words(module))
		return false;
	hp_shim_drop_dead(module->module);
	hp_slim_table(module);
	return hp_module_verify(module, "binding");
}
