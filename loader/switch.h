/*
 * The moment when a patch is entered or left.
 */
#ifndef HPL_SWITCH_H
#define HPL_SWITCH_H

#include "loader/state.h"

/* Enters all functions, or leaves them: writes `after` of each entry, in the place of `before`. Other threads are
 * stopped as patch->rules say. Unless HPL_DONE, all is as before. */
enum hpl_result hpl_switch(struct hpl_patch *patch, bool enter);

#endif
