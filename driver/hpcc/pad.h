/*
 * The room before each function that a patch jumps through: the linker's /functionpadmin.
 */
#ifndef HP_PAD_H
#define HP_PAD_H

#include <stdbool.h>

struct hp_invocation;

/* Whether a call may be one whose link hpcc gives the pad: then the target, which costs a child, settles it.
 * `listed`, here and below: there is a function list. */
bool hp_pad_may_be_needed(const struct hp_invocation *inv, bool listed);

/* Whether clang's own link for this target fails with /hotpatch: lld knows no default pad for ARM64. */
bool hp_pad_replaces_hotpatch(const char *triple);

/* Whether such a link gets the pad: with a list, and where clang's own link would fail. */
bool hp_pad_is_needed(const char *triple, bool listed);

/*
 * The linker's option with the target's size, see base/target.def. NULL where the user gave a size, for other
 * systems, and for a linker that knows no pads.
 */
const char *hp_pad_option(const struct hp_invocation *inv, const char *triple);

#endif
