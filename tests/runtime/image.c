/*
 * An image file together with its linker's map. Only what the two say: that a symbol is as long as the room it has,
 * for example, is for the caller to decide.
 */
#include "image.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static bool note_place(void *self, uint32_t address, unsigned width)
{
	struct image *image = self;
	(void)width;
	if (image->places)
		image->places[image->place_count] = address;
	image->place_count++;
	return true;
}

static int compare(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;
	return *a < *b ? -1 : *a > *b;
}

static bool read_places(struct image *image, struct hp_arena *arena)
{
	if (!hp_pe_relocations(&image->pe, note_place, image))
		return false;
	image->places = hp_arena_calloc(arena, image->place_count + 1, sizeof *image->places);
	image->place_count = 0;
	hp_pe_relocations(&image->pe, note_place, image);
	qsort(image->places, image->place_count, sizeof *image->places, compare);
	return true;
}

bool image_open(struct image *image, struct hp_arena *arena, const char *path, const char *map)
{
	*image = (struct image){0};
	hp_diag_init(&image->diag, "patch-plan", NULL);
	if (!hp_pe_open(&image->pe, &image->diag, path) || !hp_map_read(&image->map, arena, &image->diag, map))
		return false;
	if (read_places(image, arena))
		return true;
	hp_error(&image->diag, "image '%s': its base relocations are damaged", path);
	return false;
}

void image_close(struct image *image)
{
	hp_pe_close(&image->pe);
}

uint32_t image_end(const struct image *image, uint32_t address)
{
	const struct hp_pe_section *section = hp_pe_section_at(&image->pe, address);
	uint32_t end = section ? section->address + section->size : address,
	         next = hp_map_after(&image->map, address);
	return next < end ? next : end;
}

const struct hp_map_symbol *const *image_symbols(const struct image *image, uint32_t address, size_t *count)
{
	const struct hp_map_symbol *const *symbols = hp_map_at(&image->map, address, count);
	const struct hp_pe_section *section = hp_pe_section_at(&image->pe, address);
	return symbols && section && symbols[0]->address >= section->address ? symbols : NULL;
}

bool image_leads(const struct image *image, uint32_t address, uint32_t *target)
{
	unsigned size = hp_pe_pointer_size(&image->pe);
	const unsigned char *bytes = hp_pe_bytes(&image->pe, address, size);
	uint64_t value = 0;
	if (!bytes || !image->place_count ||
	    !bsearch(&address, image->places, image->place_count, sizeof address, compare))
		return false;
	memcpy(&value, bytes, size);
	*target = (uint32_t)(value - image->pe.preferred_base);
	return true;
}

bool image_is_import(const struct image *image, uint32_t address)
{
	size_t count;
	const struct hp_map_symbol *const *symbols = image_symbols(image, address, &count);
	for (; symbols && count; count--, symbols++)
		if ((*symbols)->address == address && strstr((*symbols)->name, "__imp_"))
			return true;
	return false;
}

bool image_is_constant(const struct image *image, uint32_t address)
{
	const struct hp_pe_section *section = hp_pe_section_at(&image->pe, address);
	return section && !section->writable && !section->executable;
}
