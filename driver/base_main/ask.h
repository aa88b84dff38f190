/*
 * The questions that hpcc-base answers from a description. Each prints its answer; the exit status is returned.
 */
#ifndef HP_BASE_MAIN_ASK_H
#define HP_BASE_MAIN_ASK_H

#include <stdbool.h>

struct hp_arena;
struct hp_base;
struct hp_diag;
struct hp_strvec;

/* Identity and all symbols by address. */
int hp_base_show(struct hp_arena *arena, struct hp_base *base, bool json);

/* Symbols by name; 1 after a report if one of the names is not there, or not clear in `module` (NULL: all). */
int hp_base_find_names(struct hp_arena *arena, struct hp_diag *diag, struct hp_base *base,
                       const struct hp_strvec *names, const char *module, bool json);

/* Which functions cannot be entered, and why; 1 if there are any. */
int hp_base_check(struct hp_arena *arena, struct hp_base *base, bool json);

#endif
