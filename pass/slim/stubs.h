/*
 * What the code generator and unwind tables name, and the base has: an object that leads there.
 */
#ifndef HP_STUBS_H
#define HP_STUBS_H

#include <stdbool.h>

struct hp_diag;
struct hp_facts;
struct hp_slim;
struct hp_strvec;

/*
 * Writes an object for the slim patch of one image to `stream`: its bind table's head and end, and for each symbol,
 * as object files spell it, what the base has under that name: a function that jumps to the base's, or a copy of one
 * of the few variables that do not change once the base runs. `triple` is the patch's; facts give the memory. False
 * after a report of the first symbol that is neither.
 */
bool hp_stubs_write(struct hp_diag *diag, struct hp_facts *facts, const struct hp_slim *slim, const char *triple,
                    const struct hp_strvec *symbols, int stream);

#endif
