/*
 * The moment when patches are entered or left.
 */
#ifndef HPL_SWITCH_H
#define HPL_SWITCH_H

#include "loader/state.h"

/* Enters all functions of the patches in this order, or leaves them in the opposite one, while other threads are
 * stopped as the first patch's rules say. Unless HPL_DONE, all is as before, and *failed is the one whose reason says
 * why. */
enum hpl_result hpl_switch(struct hpl_patch *patches, size_t count, bool enter, size_t *failed);

#endif
