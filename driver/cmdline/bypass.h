/*
 * When clang does it alone although a function list was given.
 */
#ifndef HP_BYPASS_H
#define HP_BYPASS_H

#include "cmdline/invocation.h"

#include <stdbool.h>

/* Why the real clang runs on the arguments as they are, e.g. "it only preprocesses"; NULL: hpcc compiles. */
const char *hp_bypass_reason(const struct hp_invocation *inv);

/* Whether there is a reason, and sources become objects without their function list all the same. */
bool hp_bypass_loses(const struct hp_invocation *inv);

/* Whether code comes of an input of this kind, be it that hpcc does not compile it. */
bool hp_bypass_compiles(enum hp_input_kind kind);

/* Whether clang, run on the arguments as they are, links at the end. */
bool hp_bypass_links(const struct hp_invocation *inv);

#endif
