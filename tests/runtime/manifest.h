/*
 * What a patch is meant to replace: the functions in hpcc's manifest, or, for objects of a compiler that writes none,
 * in a plain list.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

struct listed {
	const char *symbol; /* as the object file spells it */
	const char *object; /* file name without folder; NULL: any object */
	bool part;          /* split off a listed function by the optimiser: goes with it, is not entered itself */
};

struct manifest {
	struct listed *functions;
	size_t count, room;
	bool statics_stay; /* those that are not listed: the compiler has rewritten them, too, as hpcc does */
};

/* Reads the lines of --hpcc-manifest; of several lines of one object the last one counts. False and a message. */
bool manifest_read(struct manifest *manifest, struct hp_arena *arena, const char *path);

/* Reads a list of symbols, one a line. False and a message. */
bool manifest_read_list(struct manifest *manifest, struct hp_arena *arena, const char *path);

#endif
