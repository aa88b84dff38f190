/*
 * -### with a function list.
 */
#ifndef HP_DRYRUN_H
#define HP_DRYRUN_H

struct hp_unit;

/* Shows the commands of one input: clang prints its own line, then comes the back end's, quoted in the same way. An
 * exit status. */
int hp_dryrun(struct hp_unit *unit);

#endif
