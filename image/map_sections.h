/*
 * The other kind of linker's map: which bytes of the image are from which object. lld writes it for -Wl,-Map=FILE and
 * /lldmap, GNU ld for -Wl,-Map=FILE. Neither says which symbols are static.
 */
#ifndef HP_MAP_SECTIONS_H
#define HP_MAP_SECTIONS_H

#include <stdbool.h>
#include <stdint.h>

struct hp_arena;
struct hp_diag;

enum hp_map_kind { HP_MAP_SYMBOLS /* image/map.h */, HP_MAP_LLD, HP_MAP_GNU };

/* What a map is, by its first lines. False after a report if it cannot be read. */
bool hp_map_kind(struct hp_diag *diag, const char *path, enum hp_map_kind *kind);

/* Bytes of an object; addresses as the map has them: lld's relative to the image, GNU ld's as linked. */
struct hp_map_section {
	uint64_t address, size;
	const char *object; /* path, or "archive(member)", as the linker was given it */
	const char *name;   /* of the section */
};

/* Called for each; its texts end with the call. */
typedef void (*hp_map_visit)(void *self, const struct hp_map_section *section);

/* False after a report. */
bool hp_map_sections(struct hp_diag *diag, const char *path, enum hp_map_kind kind, hp_map_visit visit, void *self);

#endif
