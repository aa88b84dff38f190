/*
 * When clang does it alone although a function list was given.
 */
#ifndef HP_BYPASS_H
#define HP_BYPASS_H

struct hp_invocation;

/* Why the real clang runs on the arguments as they are, e.g. "it only preprocesses"; NULL: hpcc compiles. */
const char *hp_bypass_reason(const struct hp_invocation *inv);

#endif
