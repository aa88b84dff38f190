/*
 * What is kept of a compilation that our own fault ended, so that it can be reported.
 */
#ifndef HP_CRASH_H
#define HP_CRASH_H

struct hp_unit;

/*
 * Makes a folder with what the back end was given and a script that runs it again, and says so in a note. Where
 * clang's options for its own reproducers do not want that, or the input cannot be read again, it does nothing.
 */
void hp_crash_keep(struct hp_unit *unit);

#endif
