/*
 * Reads the symbol tables of objects. Decides what is left undefined by all of them together.
 */
#include "link/objects.h"

#include "base/arena.h"
#include "base/bind.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "image/coff.h"

#include <string.h>
#include <uthash.h>

struct symbol {
	UT_hash_handle hh;
	const char *name;
	bool defined;
	struct symbol *next;
};

struct reading {
	struct hp_arena *arena;
	const char *identity; /* of the base */
	struct symbol *known, *first, **last;
};

static void take(void *self, const struct hp_coff_symbol *symbol)
{
	struct reading *reading = self;
	struct symbol *found;
	if (symbol->class != HP_COFF_EXTERNAL && symbol->class != HP_COFF_WEAK)
		return;
	HASH_FIND_STR(reading->known, symbol->name, found);
	if (!found) {
		found = hp_arena_calloc(reading->arena, 1, sizeof *found);
		found->name = hp_arena_strdup(reading->arena, symbol->name);
		HASH_ADD_KEYPTR(hh, reading->known, found->name, strlen(found->name), found);
		*reading->last = found;
		reading->last = &found->next;
	}
	/* A common symbol has a size for a value; a weak one has a definition to fall back on. */
	found->defined |= symbol->section != 0 || symbol->value != 0 || symbol->class == HP_COFF_WEAK;
}

static bool has_table(const struct hp_coff *coff)
{
	struct hp_coff_section section;
	for (uint32_t i = 1; i <= coff->section_count; i++)
		if (hp_coff_section(coff, i, &section) && strncmp(section.name, ".hpb", 4) == 0)
			return true;
	return false;
}

static bool is_stranger(const struct hp_coff *coff, const char *identity)
{
	struct hp_coff_section section;
	size_t length = strlen(identity) + 1;
	for (uint32_t i = 1; i <= coff->section_count; i++)
		if (hp_coff_section(coff, i, &section) && strcmp(section.name, HP_BIND_IDENTITY) == 0 &&
		    (section.size != length || !section.bytes || memcmp(section.bytes, identity, length) != 0))
			return true;
	return false;
}

static bool read_object(struct hp_link_objects *objects, struct reading *reading, struct hp_diag *diag,
                        const char *path, bool slim_only)
{
	struct hp_coff coff;
	size_t size;
	char *bytes = hp_os_read_file(reading->arena, path, &size);
	if (!bytes) {
		hp_error(diag, "cannot read '%s':", path);
		return false;
	}
	if (!hp_coff_open(&coff, (const unsigned char *)bytes, size)) {
		hp_error(
		    diag,
		    "'%s' is no COFF object: give hpcc-link the objects that hpcc has made with --hpcc-base=", path);
		return false;
	}
	bool is_slim = has_table(&coff);
	if (slim_only && !is_slim)
		return true;
	if (objects->machine && objects->machine != coff.machine) {
		hp_error(diag, "'%s' is for another processor than the objects before it", path);
		return false;
	}
	objects->machine = coff.machine;
	objects->has_table |= is_slim;
	if (!objects->stranger && is_stranger(&coff, reading->identity))
		objects->stranger = path;
	hp_strvec_push(&objects->paths, path);
	hp_coff_symbols(&coff, take, reading);
	return true;
}

bool hp_link_objects_read(struct hp_link_objects *objects, struct hp_arena *arena, struct hp_diag *diag,
                          const struct hp_strvec *paths, const char *identity, bool slim_only)
{
	struct reading reading = {.arena = arena, .identity = identity};
	bool done = true;
	reading.last = &reading.first;
	*objects = (struct hp_link_objects){0};
	hp_strvec_init(&objects->paths, arena);
	hp_strvec_init(&objects->undefined, arena);
	for (size_t i = 0; i < paths->count && done; i++)
		done = read_object(objects, &reading, diag, paths->items[i], slim_only);
	for (struct symbol *symbol = reading.first; symbol && done; symbol = symbol->next)
		if (!symbol->defined)
			hp_strvec_push(&objects->undefined, symbol->name);
	HASH_CLEAR(hh, reading.known);
	return done;
}
