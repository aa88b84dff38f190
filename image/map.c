/*
 * A linker's /map file, as lld-link and MSVC's link write it.
 */
#include "image/map.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/lines.h"
#include "base/os_stream.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right)
{
	const struct hp_map_symbol *a = left, *b = right;
	int order = strcmp(a->name, b->name);
	return order ? order : a->address < b->address ? -1 : a->address > b->address;
}

static int compare_places(const void *left, const void *right)
{
	const struct hp_map_symbol *const *a = left, *const *b = right;
	return (*a)->address<(*b)->address ? -1 : (*a)->address>(*b)->address;
}

static void sort(struct hp_map *map, struct hp_arena *arena)
{
	qsort(map->symbols, map->count, sizeof *map->symbols, compare);
	map->places = hp_arena_calloc(arena, map->count, sizeof *map->places);
	for (size_t i = 0; i < map->count; i++)
		map->places[i] = &map->symbols[i];
	qsort(map->places, map->count, sizeof *map->places, compare_places);
}

static void add(struct hp_map *map, struct hp_arena *arena, size_t *room, const struct hp_map_symbol *symbol)
{
	if (map->count == *room) {
		*room = *room ? 2 * *room : 1024;
		struct hp_map_symbol *symbols = hp_arena_calloc(arena, *room, sizeof *symbols);
		if (map->count)
			memcpy(symbols, map->symbols, map->count * sizeof *symbols);
		map->symbols = symbols;
	}
	map->symbols[map->count++] = *symbol;
}

/*
 * " 0001:00000020   name   0000000180001020   object"; link.exe has letters before the object. In section 0 are
 * numbers, and the image's own address (__ImageBase).
 */
static void read_symbol(struct hp_map *map, struct hp_arena *arena, size_t *room, char *line, bool internal)
{
	static const char blanks[] = " \t\r\n";
	char *section = hp_next_word(&line, blanks), *name = hp_next_word(&line, blanks);
	char *address = hp_next_word(&line, blanks), *object = NULL, *word;
	while ((word = hp_next_word(&line, blanks)))
		object = word;
	if (!object || strchr(section, ':') == NULL ||
	    (strtoul(section, NULL, 16) == 0 && strtoull(address, NULL, 16) != map->preferred_base))
		return;
	struct hp_map_symbol symbol = {.name = hp_arena_strdup(arena, name),
	                               .object = hp_arena_strdup(arena, object),
	                               .address = (uint32_t)(strtoull(address, NULL, 16) - map->preferred_base),
	                               .internal = internal};
	add(map, arena, room, &symbol);
}

bool hp_map_read(struct hp_map *map, struct hp_arena *arena, struct hp_diag *diag, const char *path)
{
	enum { HEAD, PUBLICS, STATICS } part = HEAD;
	size_t length, room = 0;
	int stream = hp_os_open(path, HP_OPEN_READ);
	struct hp_lines lines = {.stream = stream};
	*map = (struct hp_map){0};
	if (stream < 0) {
		hp_error(diag, "cannot open map '%s':", path);
		return false;
	}
	for (char *line; (line = hp_lines_next(&lines, &length));) {
		const char *timestamp = strstr(line, "Timestamp is "), *load = strstr(line, "load address is ");
		if (timestamp)
			map->timestamp = (uint32_t)strtoul(timestamp + strlen("Timestamp is "), NULL, 16);
		else if (load)
			map->preferred_base = strtoull(load + strlen("load address is "), NULL, 16);
		else if (strstr(line, "Publics by Value"))
			part = PUBLICS;
		else if (strstr(line, "Static symbols"))
			part = STATICS;
		else if (part != HEAD)
			read_symbol(map, arena, &room, line, part == STATICS);
	}
	hp_lines_fini(&lines);
	hp_os_close(&stream);
	if (map->count)
		sort(map, arena);
	else
		hp_error(diag, "map '%s' has no symbols: is it a linker's map?", path);
	return map->count > 0;
}

const char *hp_map_member(const char *object)
{
	const char *colon = strrchr(object, ':');
	return colon ? colon + 1 : object;
}

const struct hp_map_symbol *hp_map_find(const struct hp_map *map, const char *name, size_t *count)
{
	size_t low = 0, high = map->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(map->symbols[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*count = 0; low + *count < map->count && strcmp(map->symbols[low + *count].name, name) == 0;)
		++*count;
	return *count ? &map->symbols[low] : NULL;
}

/* How many symbols are at this address or before it. */
static size_t rank(const struct hp_map *map, uint32_t address)
{
	size_t low = 0, high = map->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (map->places[middle]->address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct hp_map_symbol *const *hp_map_at(const struct hp_map *map, uint32_t address, size_t *count)
{
	size_t end = rank(map, address), start = end;
	while (start && map->places[start - 1]->address == map->places[end - 1]->address)
		start--;
	*count = end - start;
	return *count ? &map->places[start] : NULL;
}

uint32_t hp_map_after(const struct hp_map *map, uint32_t address)
{
	size_t next = rank(map, address);
	return next < map->count ? map->places[next]->address : UINT32_MAX;
}
