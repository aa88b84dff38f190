/*
 * Names of modules: which of a base's objects a path means.
 */
#ifndef HP_BASE_MODULES_H
#define HP_BASE_MODULES_H

#include <stdbool.h>
#include <stdint.h>

struct hp_arena;

/* "lib/libx.a(util.o)" in its parts, slashes forward. */
struct hp_module_name {
	const char *path;    /* of the object or member */
	const char *archive; /* "" if there is none */
	const char *last;    /* last component of `path` */
};

struct hp_module_match {
	int64_t module;
	unsigned count; /* how many match */
	bool whole;     /* of these, one whole path does; others do not count then */
};

struct hp_module_name hp_module_name_split(struct hp_arena *arena, const char *name);

/* What follows the last slash of either kind. */
const char *hp_module_last(const char *path);

/* Looks at a module of that last component. */
void hp_module_match_add(struct hp_module_match *match, const struct hp_module_name *name, int64_t module,
                         const char *path, const char *archive);

#endif
