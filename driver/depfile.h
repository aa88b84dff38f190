/*
 * Function lists in the dependency file (-MD) of a unit that clang compiled alone.
 *
 * Where hpcc compiles, clang names the lists itself (-fdepfile-entry). A run whose object has to be clang's own must
 * not see that option, which would be recorded in the object: there the finished file is completed.
 */
#ifndef HP_DEPFILE_H
#define HP_DEPFILE_H

#include <stdbool.h>

struct hp_diag;
struct hp_invocation;
struct hp_outputs;

/* Adds inv->dependencies to the first rule of the file. No -MD, no dependencies, no regular file: nothing to do.
 * False after a report. */
bool hp_depfile_add(const struct hp_invocation *inv, const struct hp_outputs *outputs, struct hp_diag *diag);

/* The same for /showIncludes: prints notes about them. False after a report. */
bool hp_depfile_show(const struct hp_invocation *inv, struct hp_diag *diag);

#endif
