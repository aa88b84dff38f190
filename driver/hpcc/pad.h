/*
 * The room before each function that a patch jumps through: the linker's /functionpadmin.
 */
#ifndef HP_PAD_H
#define HP_PAD_H

#include <stdbool.h>

struct hp_invocation;

/* Whether clang's own link for this target fails with /hotpatch: lld knows no default pad for ARM64. */
bool hp_pad_replaces_hotpatch(const char *triple);

/*
 * The linker's option with the target's size, see base/target.def. NULL where the user gave a size, for other
 * systems, and for a linker that knows no pads.
 */
const char *hp_pad_option(const struct hp_invocation *inv, const char *triple);

#endif
