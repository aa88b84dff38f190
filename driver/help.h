/*
 * The help text of hpcc's own options.
 */
#ifndef HP_HELP_H
#define HP_HELP_H

struct hp_arena;

/* Groups of options with their values, defaults and environment variables, and the groups of warnings. */
const char *hp_help_text(struct hp_arena *arena);

#endif
