/*
 * Slim patches: what a base description makes of a verdict.
 */
#ifndef HP_SETTLE_H
#define HP_SETTLE_H

struct hp_global;
struct hp_module;

/* Changes a verdict that was found without the base description. */
void hp_settle_slim(struct hp_module *module, struct hp_global *global);

#endif
