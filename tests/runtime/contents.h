/*
 * The contents of data, as the files have them: whether a patch may work on the base's, and whether it may go on with
 * its own constants.
 */
#ifndef CONTENTS_H
#define CONTENTS_H

#include "image.h"

struct manifest;

enum { CONTENTS_REASON = 512 };

/* Where data is in base and patch, relative to the images; `size` in bytes, 0: unknown. */
struct pair {
	uint32_t base, patch, size;
};

/*
 * Whether the base's data starts as the patch's: equal bytes, and addresses that lead to what has one name in both
 * images or, for constants, is equal, too. False with why not.
 */
bool contents_equal(const struct image *base, const struct image *patch, const struct manifest *manifest,
                    const struct pair *pair, char reason[CONTENTS_REASON]);

/* What to do about a constant, or a variable, that differs in the base. */
const char *contents_advice(bool constant);

/* Whether so many bytes of the image are zeros when it is loaded. */
bool contents_zero(const struct image *image, uint32_t address, uint32_t size);

/* Whether a constant of the image holds the address of data that can change, or of another constant that does. */
bool contents_lead_to_mutable(const struct image *image, uint32_t address);

#endif
