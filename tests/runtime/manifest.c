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

static void add(struct manifest *manifest, struct hp_arena *arena, const char *symbol, const char *object, bool part)
{
	if (manifest->count == manifest->room) {
		manifest->room = 2 * manifest->room + 16;
		struct listed *functions = hp_arena_calloc(arena, manifest->room, sizeof *functions);
		if (manifest->count)
			memcpy(functions, manifest->functions, manifest->count * sizeof *functions);
		manifest->functions = functions;
	}
	manifest->functions[manifest->count++] = (struct listed){hp_arena_strdup(arena, symbol), object, part};
}

static void add_all(struct manifest *manifest, struct hp_arena *arena, const struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		const char *slash = strrchr(lines->items[i].object, '/');
		const char *object = hp_arena_strdup(arena, slash ? slash + 1 : lines->items[i].object);
		const cJSON *function;
		cJSON_ArrayForEach(function, cJSON_GetObjectItemCaseSensitive(lines->items[i].json, "functions"))
		    add(manifest, arena, text(function, "symbol"), object, *text(function, "entry") == '\0');
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
