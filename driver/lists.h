/*
 * The function lists of a command line, read.
 */
#ifndef HP_LISTS_H
#define HP_LISTS_H

#include "config/funclist.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_invocation;

/* Reads into `list`, which this sets up, all sources of entries. False after a report. */
bool hp_lists_read(struct hp_funclist *list, const struct hp_invocation *inv, struct hp_diag *diag);

/* Why no compiler cache may keep the object, in words; NULL: it may. A cache gives back neither reports nor manifest
 * lines, and does not look at our variables before it gives back an object. */
const char *hp_lists_uncached(const struct hp_invocation *inv);

/* Fills in inv->dependencies: the list files, and for ccache's depend mode the file `uncached` where no cache may
 * keep the object. */
void hp_lists_depend(struct hp_invocation *inv, const char *uncached);

/* The entries in a memory file, one a line. -1 after a report. */
int hp_lists_memory(const struct hp_funclist *list, struct hp_diag *diag);

/* 16 hexadecimal digits that stand for the entries and their order. */
const char *hp_lists_digest(const struct hp_funclist *list);

/*
 * Appends to `lines` the options that say the same as the list, each with a line end: one, or several where the
 * system does not take so long an argument.
 */
void hp_lists_inline(const struct hp_funclist *list, struct hp_strvec *lines);

#endif
