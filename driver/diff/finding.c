/*
 * Findings: each once, and whether it is allowed.
 */
#include "diff/finding.h"

#include "base/arena.h"

#include <string.h>

void hp_findings_init(struct hp_findings *findings, struct hp_arena *arena, const struct hp_strvec *allowed)
{
	*findings = (struct hp_findings){.arena = arena, .allowed = allowed};
	findings->last = &findings->first;
}

void hp_findings_add(struct hp_findings *findings, const struct hp_finding *finding)
{
	for (const struct hp_finding *other = findings->first; other; other = other->next)
		if (strcmp(other->kind, finding->kind) == 0 && strcmp(other->symbol, finding->symbol) == 0)
			return;
	struct hp_finding *added = hp_arena_alloc(findings->arena, sizeof *added);
	*added = *finding;
	added->next = NULL;
	const char *key = hp_arena_printf(findings->arena, "%s:%s", finding->kind, finding->symbol);
	added->allowed = hp_strvec_has(findings->allowed, key);
	findings->refused += !added->allowed;
	*findings->last = added;
	findings->last = &added->next;
}
