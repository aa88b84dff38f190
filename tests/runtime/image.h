/*
 * An image file together with its linker's map: what lies where, how far it may reach, and where addresses stand in
 * it.
 */
#ifndef IMAGE_H
#define IMAGE_H

#include "base/diag.h"
#include "image/map.h"
#include "image/pe.h"

struct hp_arena;

struct image {
	struct hp_diag diag;
	struct hp_pe pe;
	struct hp_map map;
	uint32_t *places; /* sorted relative addresses of what the loader relocates */
	size_t place_count;
};

/* False, with a message on stderr, if the image or the map cannot be read. */
bool image_open(struct image *image, struct hp_arena *arena, const char *path, const char *map);
void image_close(struct image *image);

/* Where what starts at a relative address ends at the latest: at the next symbol, or with the section. */
uint32_t image_end(const struct image *image, uint32_t address);

/* The symbols at the last address of its section that has one and is not behind `address`, *count of them; or NULL.
 */
const struct hp_map_symbol *const *image_symbols(const struct image *image, uint32_t address, size_t *count);

/* Whether the loader relocates an address there; *target gets where it leads, relative to the image. */
bool image_leads(const struct image *image, uint32_t address, uint32_t *target);

/* Whether what is there is an entry of the import table. MinGW's linker gives it the name of the variable, too. */
bool image_is_import(const struct image *image, uint32_t address);

/* Whether it is data that nothing can write. */
bool image_is_constant(const struct image *image, uint32_t address);

#endif
