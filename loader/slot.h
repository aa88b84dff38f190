/*
 * The words of a patch image that get addresses of the base.
 */
#ifndef HPL_SLOT_H
#define HPL_SLOT_H

#include "loader/state.h"

/* Whether a record that is no entry can be carried out, on an image that is not bound yet. */
enum hpl_result hpl_slot_check(struct hpl_patch *patch, const struct hpl_record *record);

/* Whether the new variable of that name is an earlier patch's, which has initialised it. The patch is bound. */
bool hpl_slot_is_shared(struct hpl_patch *patch, const struct hpl_record *record);

/* Carries it out; takes it back, so that the image is as it was loaded. */
bool hpl_slot_bind(struct hpl_patch *patch, const struct hpl_record *record);
bool hpl_slot_unbind(struct hpl_patch *patch, const struct hpl_record *record);

#endif
