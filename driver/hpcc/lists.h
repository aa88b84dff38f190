/*
 * The function lists of a command line, read.
 */
#ifndef HP_LISTS_H
#define HP_LISTS_H

#include "config/funclist.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_configuration;
struct hp_list_source;

enum { HP_LISTS_ALL = -1, HP_LISTS_NO_INPUT = -2 };

/*
 * Reads into `list`, which this sets up, the entries for the input with this index; HP_LISTS_ALL: every entry there
 * is; HP_LISTS_NO_INPUT: those that are for all sources. False after a report.
 */
bool hp_lists_read(struct hp_funclist *list, const struct hp_configuration *configuration, int input,
                   struct hp_diag *diag);

/* Whether a source of entries is for the input with this index, or for HP_LISTS_NO_INPUT. */
bool hp_lists_hold(const struct hp_configuration *configuration, const struct hp_list_source *source, int input);

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
