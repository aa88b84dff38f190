/*
 * What each file has a copy of.
 */
#ifndef HP_COMDAT_H
#define HP_COMDAT_H

struct hp_module;

/* Makes inline functions whose copies in other files differ the file's own; after optimisation, before
 * anything is sealed. */
void hp_comdat_resolve(struct hp_module *module);

#endif
