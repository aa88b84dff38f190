/*
 * Inlined copies of listed functions in functions that are not listed.
 */
#ifndef HP_INLINED_H
#define HP_INLINED_H

#include <stdbool.h>

struct hp_module;

/* Whether some listed function has no debug information, so that the inliner's remarks must be recorded. */
bool hp_inlined_needs_remarks(struct hp_module *module);

/* After optimisation: warns of the copies, and notes them as facts. */
void hp_inlined_report(struct hp_module *module);

#endif
