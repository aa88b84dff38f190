/*
 * What the base must have for the refs to be bound to it.
 */
#ifndef HP_DATA_H
#define HP_DATA_H

struct hp_module;

/* The facts about what the refs of a module point to; before variables of users get the attribute of refs. */
void hp_data_note(struct hp_module *module);

#endif
