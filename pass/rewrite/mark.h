/*
 * What a listed function carries beside its redirections.
 */
#ifndef HP_MARK_H
#define HP_MARK_H

struct hp_module;

/* Marks the listed functions and keeps those that could vanish, statics with name and signature. */
void hp_mark(struct hp_module *module);

#endif
