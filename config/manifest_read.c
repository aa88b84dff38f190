/*
 * Reading manifests. Decides what a line has to hold and which line of an object counts; not what is done with it.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "manifest.h"

#include <cJSON.h>
#include <string.h>
#include <uthash.h>

/* A line by what it is about. */
struct known {
	UT_hash_handle hh;
	const char *key;
	size_t index; /* of the entry */
};

static const cJSON *member(const cJSON *node, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(node, key);
}

/* A string member, "" without one. */
static const char *text_of(struct hp_arena *arena, const cJSON *node, const char *key)
{
	const char *text = cJSON_GetStringValue(member(node, key));
	return text ? hp_arena_strdup(arena, text) : "";
}

static uint64_t number_of(const cJSON *node, const char *key)
{
	double value = cJSON_GetNumberValue(member(node, key));
	return value > 0 && value < 0x1p53 ? (uint64_t)value : 0;
}

static void *array_of(struct hp_arena *arena, const cJSON *array, size_t size)
{
	return hp_arena_calloc(arena, (size_t)cJSON_GetArraySize(array) + 1, size);
}

static void read_functions(struct hp_manifest_entry *entry, struct hp_arena *arena, const cJSON *array)
{
	const cJSON *node, *ref;
	entry->functions = array_of(arena, array, sizeof *entry->functions);
	cJSON_ArrayForEach(node, array)
	{
		struct hp_manifest_function *function = &entry->functions[entry->function_count++];
		const cJSON *refs = member(node, "refs");
		function->function = text_of(arena, node, "function");
		function->symbol = text_of(arena, node, "symbol");
		function->entry = text_of(arena, node, "entry");
		function->hash = text_of(arena, node, "hash");
		function->refs = array_of(arena, refs, sizeof *function->refs);
		cJSON_ArrayForEach(ref, refs) if (cJSON_IsString(ref)) function->refs[function->ref_count++] =
		    hp_arena_strdup(arena, ref->valuestring);
	}
}

static void read_refs(struct hp_manifest_entry *entry, struct hp_arena *arena, const cJSON *array)
{
	const cJSON *node;
	entry->refs = array_of(arena, array, sizeof *entry->refs);
	cJSON_ArrayForEach(node, array)
	{
		entry->refs[entry->ref_count++] = (struct hp_manifest_ref){.ref = text_of(arena, node, "ref"),
		                                                           .global = text_of(arena, node, "global"),
		                                                           .linkage = text_of(arena, node, "linkage"),
		                                                           .kind = text_of(arena, node, "kind"),
		                                                           .size = number_of(node, "size")};
	}
}

static void read_contents(struct hp_manifest_entry *entry, struct hp_arena *arena, const cJSON *array)
{
	const cJSON *node, *literal;
	entry->contents = array_of(arena, array, sizeof *entry->contents);
	cJSON_ArrayForEach(node, array)
	{
		struct hp_manifest_contents *global = &entry->contents[entry->content_count++];
		const cJSON *literals = member(node, "literals");
		global->global = text_of(arena, node, "global");
		global->linkage = text_of(arena, node, "linkage");
		global->size = number_of(node, "size");
		global->literals = array_of(arena, literals, sizeof *global->literals);
		cJSON_ArrayForEach(literal, literals) global->literals[global->literal_count++] =
		    (struct hp_manifest_literal){number_of(literal, "offset"), number_of(literal, "size")};
	}
}

bool hp_manifest_read_line(struct hp_manifest_entry *entry, struct hp_arena *arena, const char *line, size_t length)
{
	cJSON *root = cJSON_ParseWithLength(line, length);
	const char *image = cJSON_GetStringValue(member(root, "image"));
	bool done = cJSON_GetNumberValue(member(root, "version")) == (double)HP_MANIFEST_VERSION &&
	            cJSON_IsString(member(root, "object"));
	*entry = (struct hp_manifest_entry){0};
	if (done) {
		entry->object = text_of(arena, root, "object");
		entry->image = image ? hp_arena_strdup(arena, image) : NULL;
		entry->input = text_of(arena, root, "input");
		entry->triple = text_of(arena, root, "triple");
		read_functions(entry, arena, member(root, "functions"));
		read_refs(entry, arena, member(root, "refs"));
		read_contents(entry, arena, member(root, "contents"));
	}
	cJSON_Delete(root);
	return done;
}

const char *hp_manifest_key(struct hp_arena *arena, const struct hp_manifest_entry *entry)
{
	/* No name has a NUL or, where it is a key, a line end that matters: two of a kind only have to differ. */
	return entry->image ? hp_arena_printf(arena, "%s\n%s", entry->image, entry->input) : entry->object;
}

/* The text that every line about the same as `entry` has. */
static char *mark_of(const struct hp_manifest_entry *entry)
{
	cJSON *string = cJSON_CreateString(entry->image ? entry->image : entry->object);
	char *text = cJSON_PrintUnformatted(string);
	cJSON_Delete(string);
	return text;
}

bool hp_manifest_contradicts(struct hp_arena *arena, const char *file, const char *line)
{
	struct hp_manifest_entry entry, earlier;
	bool contradicts = false;
	char *mark = hp_manifest_read_line(&entry, arena, line, strlen(line)) ? mark_of(&entry) : NULL;
	const char *key = mark ? hp_manifest_key(arena, &entry) : NULL;
	/* Few lines have the mark: the others need not be parsed. */
	for (const char *at = file; key && (at = strstr(at, mark));) {
		const char *start = at, *end = at + strcspn(at, "\n");
		while (start > file && start[-1] != '\n')
			start--;
		if (hp_manifest_read_line(&earlier, arena, start, (size_t)(end - start)) &&
		    strcmp(hp_manifest_key(arena, &earlier), key) == 0)
			contradicts = earlier.function_count > 0;
		at = end;
	}
	cJSON_free(mark);
	return contradicts;
}

static void keep(struct hp_manifest_file *file, struct known **known, struct hp_arena *arena,
                 const struct hp_manifest_entry *entry)
{
	const char *key = hp_manifest_key(arena, entry);
	struct known *line;
	HASH_FIND_STR(*known, key, line);
	if (line) {
		file->entries[line->index] = *entry;
		return;
	}
	line = hp_arena_alloc(arena, sizeof *line);
	*line = (struct known){.key = key, .index = file->count};
	HASH_ADD_KEYPTR(hh, *known, line->key, strlen(line->key), line);
	file->entries[file->count++] = *entry;
}

bool hp_manifest_read(struct hp_manifest_file *file, struct hp_arena *arena, const char *text, size_t *bad_line)
{
	struct known *known = NULL;
	size_t lines = 1, number = 1;
	bool done = true;
	for (const char *at = text; *at; at++)
		lines += *at == '\n';
	*file = (struct hp_manifest_file){.entries = hp_arena_calloc(arena, lines, sizeof *file->entries)};
	for (const char *at = text; done && *at; number++) {
		size_t length = strcspn(at, "\n");
		struct hp_manifest_entry entry;
		done = hp_manifest_read_line(&entry, arena, at, length);
		if (done)
			keep(file, &known, arena, &entry);
		else
			*bad_line = number;
		at += length + (at[length] == '\n');
	}
	HASH_CLEAR(hh, known);
	return done;
}
