/*
 * The help text of hpcc's own options.
 */
#ifndef HP_HELP_H
#define HP_HELP_H

struct hp_arena;
struct hp_strvec;

/* Appends `left` and, in a column of its own or below where `left` is too long, `text` in lines of 80 characters. */
void hp_help_put_entry(struct hp_strvec *out, const char *left, const char *text);

/* Groups of options with their values, defaults and environment variables, and the groups of warnings. */
const char *hp_help_text(struct hp_arena *arena);

#endif
