/*
 * Entries that nothing fits. Decides which are worth a warning: those that look like a mistake, since most lists name
 * functions of many units.
 */
#include "pass/choose/unmatched.h"

#include "base/diag.h"
#include "base/facts.h"
#include "base/strvec.h"
#include "pass/choose/names.h"
#include "pass/choose/near.h"
#include "pass/ir/module.h"

#include <stddef.h>

void hp_unmatched_report(struct hp_names *names, const struct hp_strvec *unmatched)
{
	struct hp_module *module = names->module;
	struct hp_diag *diag = module->diag;
	struct hp_near near;
	hp_near_init(&near, names);
	for (size_t i = 0; i < unmatched->count; i++) {
		const char *entry = unmatched->items[i];
		const char *meant = diag->quiet || diag->off[HP_WARN_NAME] ? NULL : hp_near_find(&near, entry);
		if (meant)
			hp_warning(diag, HP_WARN_NAME, "no function '%s' here; did you mean '%s'?", entry, meant);
		hp_facts_add(module->facts, HP_FACT_UNMATCHED,
		             &(struct hp_fact){.unmatched = {entry, meant ? meant : ""}});
	}
	hp_near_fini(&near);
}
