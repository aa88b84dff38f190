/*
 * What a patch is meant to replace.
 */
#include "manifest.h"

#include "driver/base/arena.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The functions of one object; an object compiled again replaces them. */
struct line {
	const char *object;
	cJSON *json;
};

struct lines {
	struct line *items;
	size_t count;
};

static bool refuse(const char *path, const char *why)
{
	fprintf(stderr, "%s: %s\n", path, why);
	return false;
}

static const char *text(const cJSON *object, const char *key)
{
	const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
	return value ? value : "";
}

static uint32_t number(const cJSON *object, const char *key)
{
	double value = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(object, key));
	return value > 0 && value <= UINT32_MAX ? (uint32_t)value : 0;
}

/* An object, or the part of an image that comes from a source. */
static bool is_same(const cJSON *one, const cJSON *two)
{
	const char *image = text(one, "image");
	if (strcmp(image, text(two, "image")) != 0)
		return false;
	const char *key = *image ? "input" : "object";
	return strcmp(text(one, key), text(two, key)) == 0;
}

static void keep(struct lines *lines, cJSON *json)
{
	const char *object = text(json, "object");
	for (size_t i = 0; i < lines->count; i++)
		if (is_same(lines->items[i].json, json)) {
			cJSON_Delete(lines->items[i].json);
			lines->items[i] = (struct line){object, json};
			return;
		}
	struct line *items = realloc(lines->items, (lines->count + 1) * sizeof *items);
	lines->items = items;
	lines->items[lines->count++] = (struct line){object, json};
}

/* Room for one more item behind `count` of them, in the arena. */
static void *grow(struct hp_arena *arena, void *items, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return items;
	*room = 2 * *room + 16;
	void *more = hp_arena_calloc(arena, *room, size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

static void add(struct manifest *manifest, struct hp_arena *arena, const char *symbol, const char *object, bool part)
{
	manifest->functions =
	    grow(arena, manifest->functions, manifest->count, &manifest->room, sizeof *manifest->functions);
	manifest->functions[manifest->count++] = (struct listed){hp_arena_strdup(arena, symbol), object, part};
}

static void add_data(struct manifest *manifest, struct hp_arena *arena, const cJSON *ref, const char *object)
{
	manifest->data =
	    grow(arena, manifest->data, manifest->data_count, &manifest->data_room, sizeof *manifest->data);
	manifest->data[manifest->data_count++] =
	    (struct data){.ref = hp_arena_strdup(arena, text(ref, "ref")),
	                  .object = object,
	                  .is_internal = strcmp(text(ref, "linkage"), "internal") == 0,
	                  .is_function = strcmp(text(ref, "kind"), "function") == 0,
	                  .size = number(ref, "size")};
}

static void add_contents(struct manifest *manifest, struct hp_arena *arena, const cJSON *json, const char *object)
{
	const cJSON *literals = cJSON_GetObjectItemCaseSensitive(json, "literals"), *literal;
	struct contents constant = {.name = hp_arena_strdup(arena, text(json, "global")),
	                            .object = object,
	                            .is_internal = strcmp(text(json, "linkage"), "internal") == 0,
	                            .size = number(json, "size")};
	constant.literals =
	    hp_arena_calloc(arena, (size_t)cJSON_GetArraySize(literals) + 1, sizeof *constant.literals);
	cJSON_ArrayForEach(literal, literals) constant.literals[constant.literal_count++] =
	    (struct literal){number(literal, "offset"), number(literal, "size")};
	manifest->contents = grow(arena, manifest->contents, manifest->contents_count, &manifest->contents_room,
	                          sizeof *manifest->contents);
	manifest->contents[manifest->contents_count++] = constant;
}

static void add_all(struct manifest *manifest, struct hp_arena *arena, const struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const char *slash = strrchr(lines->items[i].object, '/');
		const char *object = hp_arena_strdup(arena, slash ? slash + 1 : lines->items[i].object);
		const cJSON *function, *ref, *constant;
		cJSON_ArrayForEach(function, cJSON_GetObjectItemCaseSensitive(lines->items[i].json, "functions"))
		    add(manifest, arena, text(function, "symbol"), object, *text(function, "entry") == '\0');
		cJSON_ArrayForEach(ref, cJSON_GetObjectItemCaseSensitive(lines->items[i].json, "refs"))
		    add_data(manifest, arena, ref, object);
		cJSON_ArrayForEach(constant, cJSON_GetObjectItemCaseSensitive(lines->items[i].json, "contents"))
		    add_contents(manifest, arena, constant, object);
		cJSON_Delete(lines->items[i].json);
	}
	free(lines->items);
}

bool manifest_read(struct manifest *manifest, struct hp_arena *arena, const char *path)
{
	struct lines lines = {0};
	char *line = NULL;
	size_t length = 0;
	bool done = true;
	FILE *file = fopen(path, "r");
	*manifest = (struct manifest){0};
	if (!file)
		return refuse(path, "cannot open");
	while (done && getline(&line, &length, file) >= 0) {
		cJSON *json = cJSON_Parse(line);
		done = json && cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(json, "version")) == 1;
		if (done)
			keep(&lines, json);
		else
			cJSON_Delete(json);
	}
	free(line);
	fclose(file);
	add_all(manifest, arena, &lines);
	manifest->statics_stay = true;
	if (!done)
		return refuse(path, "a line is no manifest of version 1");
	return manifest->count > 0 || refuse(path, "names no function");
}

bool manifest_read_list(struct manifest *manifest, struct hp_arena *arena, const char *path)
{
	char *line = NULL;
	size_t length = 0;
	FILE *file = fopen(path, "r");
	*manifest = (struct manifest){0};
	if (!file)
		return refuse(path, "cannot open");
	while (getline(&line, &length, file) >= 0) {
		line[strcspn(line, " \t\r\n#")] = '\0';
		if (*line)
			add(manifest, arena, line, NULL, false);
	}
	free(line);
	fclose(file);
	return manifest->count > 0 || refuse(path, "names no function");
}

bool manifest_data(const struct manifest *manifest, const char *ref, const char *object, struct data *data)
{
	bool found = false;
	for (size_t i = 0; i < manifest->data_count; i++) {
		const struct data *known = &manifest->data[i];
		if (strcmp(known->ref, ref) != 0 || (known->is_internal && strcmp(known->object, object) != 0))
			continue;
		if (!found || known->size > data->size)
			*data = *known;
		found = true;
	}
	return found;
}

const struct contents *manifest_contents(const struct manifest *manifest, const char *name, const char *object,
                                         bool is_internal)
{
	for (size_t i = 0; i < manifest->contents_count; i++) {
		const struct contents *known = &manifest->contents[i];
		if (strcmp(known->name, name) == 0 && known->is_internal == is_internal &&
		    (!is_internal || strcmp(known->object, object) == 0))
			return known;
	}
	return NULL;
}
