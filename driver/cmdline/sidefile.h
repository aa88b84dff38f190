/*
 * Arguments that make the compiler proper write files beside its output. The driver's own options for that have
 * HP_STAGE_DEP in the option table.
 */
#ifndef HP_SIDEFILE_H
#define HP_SIDEFILE_H

#include <stdbool.h>

struct hp_invocation;

/* Sets the flags of the elements behind -Xclang, -Xpreprocessor, -Wp, and -mllvm that name such files. */
void hp_sidefile_mark(const struct hp_invocation *inv, bool *flags);

#endif
