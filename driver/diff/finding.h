/*
 * What is found in a fix that a patch cannot bring into a running process.
 */
#ifndef HP_DIFF_FINDING_H
#define HP_DIFF_FINDING_H

#include "base/strvec.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* Strings are borrowed. */
struct hp_finding {
	struct hp_finding *next;
	const char *kind;   /* "layout", "initial-value" …: what stands before the colon of --allow */
	const char *symbol; /* what it is about, and what stands behind the colon */
	const char *place;  /* "file:line:column", or the unit's source */
	const char *reason;
	const char *remedy;
	bool allowed; /* by --allow */
};

struct hp_findings {
	struct hp_arena *arena;
	const struct hp_strvec *allowed; /* "kind:symbol" */
	struct hp_finding *first, **last;
	size_t refused; /* those that are not allowed */
};

void hp_findings_init(struct hp_findings *findings, struct hp_arena *arena, const struct hp_strvec *allowed);

/* Adds one; the same about the same symbol is kept once. */
void hp_findings_add(struct hp_findings *findings, const struct hp_finding *finding);

#endif
