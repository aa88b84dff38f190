/*
 * Compiler caches and what a compilation depends on. Decides when no cache may keep an object.
 */
#include "hpcc/uncached.h"

#include "cmdline/invocation.h"
#include "hpcc/configuration.h"

#include <stdlib.h>

const char *hp_uncached_reason(const struct hp_configuration *configuration)
{
	if (configuration->settings[HP_SET_REPORT].value || configuration->settings[HP_SET_MANIFEST].value)
		return "no cache keeps reports and manifests";
	if (configuration->settings[HP_SET_BASE].value)
		return "no cache looks at a base description";
	if (hp_setting_is_variable(&configuration->settings[HP_SET_ANNOTATIONS]))
		return "no cache looks at HPCC_ANNOTATIONS";
	for (size_t i = 0; i < configuration->list_count; i++)
		if (configuration->lists[i].from_environment)
			return "no cache looks at HPCC_FUNCTIONS";
	return NULL;
}

void hp_uncached_depend(struct hp_configuration *configuration, const char *uncached)
{
	if (configuration->settings[HP_SET_CONFIG].value)
		hp_strvec_push(&configuration->dependencies, configuration->settings[HP_SET_CONFIG].value);
	if (configuration->settings[HP_SET_BASE].value)
		hp_strvec_push(&configuration->dependencies, configuration->settings[HP_SET_BASE].value);
	for (size_t i = 0; i < configuration->list_count; i++)
		if (configuration->lists[i].is_file &&
		    !hp_strvec_has(&configuration->dependencies, configuration->lists[i].value))
			hp_strvec_push(&configuration->dependencies, configuration->lists[i].value);
	/* ccache sets this for the compilers that it runs. */
	if (getenv("CCACHE_DISABLE") && hp_uncached_reason(configuration))
		hp_strvec_push(&configuration->dependencies, uncached);
}
