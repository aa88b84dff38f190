/*
 * One of our own programs as a step of another: what it prints is progress, for people who watch, and the reason, if
 * it fails.
 */
#ifndef HP_STEP_H
#define HP_STEP_H

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

/*
 * Runs argv[0] to its end; its output goes where messages go. Where nobody watches, no terminal, and without `loud`,
 * it is kept and shown only if the program fails. Its exit status; 1 after a report if it cannot be started.
 */
int hp_step_run(struct hp_arena *arena, struct hp_diag *diag, char *const *argv, char *const *env, bool loud);

#endif
