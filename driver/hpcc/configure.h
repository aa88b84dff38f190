/*
 * The configuration of one call: file, environment and command line together.
 */
#ifndef HP_CONFIGURE_H
#define HP_CONFIGURE_H

#include <stdbool.h>

struct hp_diag;
struct hp_invocation;

/* Reads the configuration file that the invocation names, if any. False after a report. */
bool hp_configure(struct hp_invocation *inv, struct hp_diag *diag);

/* Prints each setting with its origin, and the key. An exit status. */
int hp_configure_print(struct hp_invocation *inv, struct hp_diag *diag);

#endif
