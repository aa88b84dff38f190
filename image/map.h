/*
 * A linker's /map file: which symbols an image has, where, from which object, and whether they are static. It is what
 * tells two statics of one name apart; the image's time stamp says that map and image belong together.
 */
#ifndef HP_MAP_H
#define HP_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_arena;
struct hp_diag;

struct hp_map_symbol {
	const char *name;   /* as the object file spells it */
	const char *object; /* file name without folder; archive members as "archive:member" */
	uint32_t address;   /* relative to the image base */
	bool internal;      /* static: of its object alone */
};

struct hp_map {
	uint32_t timestamp;
	uint64_t preferred_base;
	struct hp_map_symbol *symbols;       /* sorted by name, then by address */
	const struct hp_map_symbol **places; /* the same, sorted by address */
	size_t count;
};

/* Reads the file into the arena. False after a report if it cannot be read or has no symbols. */
bool hp_map_read(struct hp_map *map, struct hp_arena *arena, struct hp_diag *diag, const char *path);

/* The object's file name, in an archive too. */
const char *hp_map_member(const char *object);

/* The first symbol of that name; *count gets how many follow each other. NULL if there is none. */
const struct hp_map_symbol *hp_map_find(const struct hp_map *map, const char *name, size_t *count);

/* The symbols at the last address that has one and is not behind `address`, *count of them; NULL if there is none. */
const struct hp_map_symbol *const *hp_map_at(const struct hp_map *map, uint32_t address, size_t *count);

/* The first address behind this one that has a symbol; UINT32_MAX if there is none. */
uint32_t hp_map_after(const struct hp_map *map, uint32_t address);

#endif
