/*
 * What a patch is meant to replace.
 */
#include "manifest.h"

#include "config/manifest.h"
#include "driver/base/arena.h"
#include "driver/base/os_stream.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool refuse(const char *path, const char *why)
{
	fprintf(stderr, "%s: %s\n", path, why);
	return false;
}

static void add(struct manifest *manifest, struct hp_arena *arena, const char *symbol, const char *object, bool part)
{
	manifest->functions =
	    hp_arena_grow(arena, manifest->functions, manifest->count, &manifest->room, sizeof *manifest->functions);
	manifest->functions[manifest->count++] = (struct listed){hp_arena_strdup(arena, symbol), object, part};
}

/* Bytes that an image of 4 GiB can have; else unknown. */
static uint32_t size_of(uint64_t size)
{
	return size <= UINT32_MAX ? (uint32_t)size : 0;
}

static void add_data(struct manifest *manifest, struct hp_arena *arena, const struct hp_manifest_ref *ref,
                     const char *object)
{
	manifest->data =
	    hp_arena_grow(arena, manifest->data, manifest->data_count, &manifest->data_room, sizeof *manifest->data);
	manifest->data[manifest->data_count++] = (struct data){.ref = ref->ref,
	                                                       .object = object,
	                                                       .is_internal = strcmp(ref->linkage, "internal") == 0,
	                                                       .is_function = strcmp(ref->kind, "function") == 0,
	                                                       .size = size_of(ref->size)};
}

static void add_contents(struct manifest *manifest, struct hp_arena *arena, const struct hp_manifest_contents *global,
                         const char *object)
{
	struct contents constant = {.name = global->global,
	                            .object = object,
	                            .is_internal = strcmp(global->linkage, "internal") == 0,
	                            .size = size_of(global->size)};
	constant.literals = hp_arena_calloc(arena, global->literal_count + 1, sizeof *constant.literals);
	for (size_t i = 0; i < global->literal_count; i++)
		constant.literals[constant.literal_count++] =
		    (struct literal){size_of(global->literals[i].offset), size_of(global->literals[i].size)};
	manifest->contents = hp_arena_grow(arena, manifest->contents, manifest->contents_count,
	                                   &manifest->contents_room, sizeof *manifest->contents);
	manifest->contents[manifest->contents_count++] = constant;
}

static void add_entry(struct manifest *manifest, struct hp_arena *arena, const struct hp_manifest_entry *entry)
{
	const char *slash = strrchr(entry->object, '/');
	const char *object = slash ? slash + 1 : entry->object;
	for (size_t i = 0; i < entry->function_count; i++)
		add(manifest, arena, entry->functions[i].symbol, object, !*entry->functions[i].entry);
	for (size_t i = 0; i < entry->ref_count; i++)
		add_data(manifest, arena, &entry->refs[i], object);
	for (size_t i = 0; i < entry->content_count; i++)
		add_contents(manifest, arena, &entry->contents[i], object);
}

bool manifest_read(struct manifest *manifest, struct hp_arena *arena, const char *path)
{
	struct hp_manifest_file file;
	size_t size, bad_line;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const char *text = fd >= 0 ? hp_os_read_all(arena, fd, &size) : NULL;
	if (fd >= 0)
		close(fd);
	*manifest = (struct manifest){.statics_stay = true};
	if (!text)
		return refuse(path, "cannot open");
	if (!hp_manifest_read(&file, arena, text, &bad_line))
		return refuse(path, "a line is no manifest of version 1");
	for (size_t i = 0; i < file.count; i++)
		add_entry(manifest, arena, &file.entries[i]);
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
