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
struct hp_strvec;

/* Whether clang is to write a dependency file beside the object: -MD, -MMD, or one of them behind -Wp. */
bool hp_depfile_wanted(const struct hp_invocation *inv);

/* The file that -Wp,-MD,FILE names; NULL: there is none. clang takes one with more behind the file for plain -MD. */
const char *hp_depfile_passed(const struct hp_invocation *inv);

/* Adds the dependencies to the first rule of the file. No -MD, no dependencies, no regular file: nothing to do.
 * False after a report. */
bool hp_depfile_add(const struct hp_invocation *inv, const struct hp_strvec *dependencies,
                    const struct hp_outputs *outputs, struct hp_diag *diag);

/* The same for /showIncludes: prints notes about them. False after a report. */
bool hp_depfile_show(const struct hp_invocation *inv, const struct hp_strvec *dependencies, struct hp_diag *diag);

#endif
