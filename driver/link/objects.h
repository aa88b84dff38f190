/*
 * The objects of a slim patch: which symbols they leave to others.
 */
#ifndef HP_LINK_OBJECTS_H
#define HP_LINK_OBJECTS_H

#include "base/strvec.h"

#include <stdbool.h>

struct hp_arena;
struct hp_diag;

struct hp_link_objects {
	unsigned machine;           /* IMAGE_FILE_MACHINE_… of all of them */
	bool has_table;             /* one of them has a part of a bind table */
	const char *stranger;       /* the first that is made for another build of the base; NULL: none */
	struct hp_strvec paths;     /* of those that are to be linked */
	struct hp_strvec undefined; /* in order of first use; none that another object defines */
};

/*
 * Reads the objects at `paths`, which are to be made for the base of that identity (struct hp_slim); with `slim_only`
 * those that have no part of a bind table are left out. False after a report: one is no object, or for another
 * processor than the first.
 */
bool hp_link_objects_read(struct hp_link_objects *objects, struct hp_arena *arena, struct hp_diag *diag,
                          const struct hp_strvec *paths, const char *identity, bool slim_only);

#endif
