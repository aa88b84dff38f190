/*
 * The configuration file. Decides which keys there are and what each may hold; not what wins over it.
 */
#include "settings.h"

#include "base/arena.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "place.h"

#include <cJSON.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Where a value stands, and its key. */
struct spot {
	const cJSON *node;
	struct hp_place value, key;
};

struct reader {
	struct hp_settings *settings;
	struct hp_diag *diag;
	const char *text;
	const cJSON *root;
	struct spot *spots; /* by address of the node */
	size_t spot_count;
};

/* What a key may hold. A function of NULL: looked at by whoever asked for the object. */
struct key {
	const char *name;
	bool (*take)(struct reader *reader, const struct key *key, const cJSON *node);
	enum hp_setting_id setting; /* for take_value */
};

static const struct hp_setting_row rows[HP_SET_COUNT] = {
#define SETTING(id, kind, group, option, value, variable, key, preset, text)                                         \
	{HP_SETTING_##kind, variable, key, HP_SETTING_##kind == HP_SETTING_SWITCH ? "false" : (preset)},
#include "settings.def"
};

static size_t count_values(const cJSON *node)
{
	size_t count = 1;
	for (const cJSON *child = node->child; child; child = child->next)
		count += count_values(child);
	return count;
}

static void add_spots(struct reader *reader, struct hp_place_cursor *cursor, const cJSON *node)
{
	struct spot *spot = &reader->spots[reader->spot_count++];
	spot->node = node;
	hp_place_next(cursor, &spot->value, &spot->key);
	for (const cJSON *child = node->child; child; child = child->next)
		add_spots(reader, cursor, child);
}

static int compare_spots(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)((const struct spot *)a)->node;
	uintptr_t right = (uintptr_t)((const struct spot *)b)->node;
	return left < right ? -1 : left > right;
}

static void find_spots(struct reader *reader)
{
	struct hp_place_cursor cursor = {.text = reader->text};
	reader->spots = hp_arena_calloc(reader->settings->arena, count_values(reader->root), sizeof *reader->spots);
	add_spots(reader, &cursor, reader->root);
	qsort(reader->spots, reader->spot_count, sizeof *reader->spots, compare_spots);
}

static const char *place_of(struct reader *reader, const cJSON *node, bool key)
{
	struct spot wanted = {.node = node};
	const struct spot *spot =
	    bsearch(&wanted, reader->spots, reader->spot_count, sizeof *reader->spots, compare_spots);
	const struct hp_place *place = key ? &spot->key : &spot->value;
	return hp_arena_printf(reader->settings->arena, "%s:%zu:%zu", reader->settings->path, place->line,
	                       place->column);
}

/* Reports and returns false. `key`: the place is the node's key. */
__attribute__((format(printf, 4, 5))) static bool bad(struct reader *reader, const cJSON *node, bool key,
                                                      const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = hp_arena_vprintf(reader->settings->arena, format, args);
	va_end(args);
	hp_error_at(reader->diag, place_of(reader, node, key), "%s", text);
	return false;
}

static const char *kind_of(const cJSON *node)
{
	if (cJSON_IsString(node))
		return "a string";
	if (cJSON_IsNumber(node))
		return "a number";
	if (cJSON_IsArray(node))
		return "an array";
	if (cJSON_IsObject(node))
		return "an object";
	return cJSON_IsNull(node) ? "null" : "true or false";
}

static bool wants(struct reader *reader, const cJSON *node, const char *what)
{
	const char *name = node->string ? hp_arena_printf(reader->settings->arena, "'%s'", node->string) : "this";
	return bad(reader, node, false, "%s is %s, but has to be %s", name, kind_of(node), what);
}

/* A string that is not empty. NULL after a report. */
static const char *take_text(struct reader *reader, const cJSON *node)
{
	if (!cJSON_IsString(node)) {
		wants(reader, node, "a string");
		return NULL;
	}
	if (!*node->valuestring) {
		bad(reader, node, false, "this is empty");
		return NULL;
	}
	return hp_arena_strdup(reader->settings->arena, node->valuestring);
}

static const char *relative(struct reader *reader, const char *path)
{
	return *path == '/' ? path : hp_arena_printf(reader->settings->arena, "%s%s", reader->settings->folder, path);
}

static bool take_path(struct reader *reader, const cJSON *node, struct hp_setting *to)
{
	const char *text = take_text(reader, node);
	if (!text)
		return false;
	to->value = relative(reader, text);
	to->origin = place_of(reader, node, false);
	return true;
}

static bool take_switch(struct reader *reader, const cJSON *node, struct hp_setting *to)
{
	if (!cJSON_IsBool(node))
		return wants(reader, node, "true or false");
	to->value = cJSON_IsTrue(node) ? "true" : "false";
	to->origin = place_of(reader, node, false);
	return true;
}

static bool take_value(struct reader *reader, const struct key *key, const cJSON *node)
{
	struct hp_setting *to = &reader->settings->values[key->setting];
	enum hp_setting_kind kind = rows[key->setting].kind;
	if (kind == HP_SETTING_SWITCH)
		return take_switch(reader, node, to);
	if (!take_path(reader, node, to))
		return false;
	if (kind == HP_SETTING_PROGRAM && !strchr(node->valuestring, '/')) /* a name is looked up on PATH */
		to->value = hp_arena_strdup(reader->settings->arena, node->valuestring);
	return true;
}

/* Hands each member of an object to the key of its name. */
static bool take_object(struct reader *reader, const cJSON *object, const struct key *keys)
{
	if (!cJSON_IsObject(object))
		return wants(reader, object, "an object");
	for (const cJSON *node = object->child; node; node = node->next) {
		const struct key *key = keys;
		while (key->name && strcmp(key->name, node->string) != 0)
			key++;
		if (!key->name) {
			const char *known = keys->name;
			for (key = keys + 1; key->name; key++)
				known = hp_arena_printf(reader->settings->arena, "%s, %s", known, key->name);
			return bad(reader, node, true, "unknown key '%s': known here are %s", node->string, known);
		}
		for (const cJSON *earlier = object->child; earlier != node; earlier = earlier->next)
			if (strcmp(earlier->string, node->string) == 0)
				return bad(reader, node, true, "key '%s' is there twice", node->string);
		if (key->take && !key->take(reader, key, node))
			return false;
	}
	return true;
}

static bool take_warnings(struct reader *reader, const struct key *key, const cJSON *object)
{
	static const struct {
		const char *word, *prefix;
	} states[] = {{"on", "-Whotpatch-"}, {"off", "-Wno-hotpatch-"}, {"error", "-Werror=hotpatch-"}};
	struct key keys[HP_WARN_COUNT + 1] = {{0}};
	(void)key;
	for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++)
		keys[group].name = hp_warn_name(group);
	if (!take_object(reader, object, keys))
		return false;
	for (const cJSON *node = object->child; node; node = node->next) {
		size_t group = 0, state = 0;
		while (strcmp(hp_warn_name((enum hp_warn)group), node->string) != 0)
			group++;
		if (!cJSON_IsString(node))
			return wants(reader, node, "\"on\", \"off\" or \"error\"");
		while (state < 3 && strcmp(states[state].word, node->valuestring) != 0)
			state++;
		if (state == 3)
			return bad(reader, node, false, "'%s' is \"%s\", but has to be \"on\", \"off\" or \"error\"",
			           node->string, node->valuestring);
		reader->settings->warnings[group] = (struct hp_setting){
		    hp_arena_printf(reader->settings->arena, "%s%s", states[state].prefix, node->string),
		    place_of(reader, node, false)};
	}
	return true;
}

static void add_list(struct reader *reader, const struct hp_settings_list *list)
{
	struct hp_settings *settings = reader->settings;
	if (settings->list_count == settings->list_capacity) {
		size_t capacity = settings->list_capacity ? 2 * settings->list_capacity : 16;
		struct hp_settings_list *bigger = hp_arena_calloc(settings->arena, capacity, sizeof *bigger);
		if (settings->list_count)
			memcpy(bigger, settings->lists, settings->list_count * sizeof *bigger);
		settings->lists = bigger;
		settings->list_capacity = capacity;
	}
	settings->lists[settings->list_count++] = *list;
}

/* An array's first member, or the one value that stands for it; then the next. NULL at the end. */
static const cJSON *first_of(const cJSON *values)
{
	return values && cJSON_IsArray(values) ? values->child : values;
}

static const cJSON *next_of(const cJSON *values, const cJSON *value)
{
	return value == values ? NULL : value->next;
}

/* The list with each of its globs; without any it is for all sources. */
static bool add_for_sources(struct reader *reader, struct hp_settings_list list, const cJSON *sources)
{
	if (!sources)
		add_list(reader, &list);
	for (const cJSON *glob = first_of(sources); glob; glob = next_of(sources, glob)) {
		list.sources = take_text(reader, glob);
		if (!list.sources)
			return false;
		add_list(reader, &list);
	}
	return true;
}

static bool add_lists(struct reader *reader, const cJSON *values, const cJSON *sources, bool is_file)
{
	for (const cJSON *value = first_of(values); value; value = next_of(values, value)) {
		struct hp_settings_list list = {.is_file = is_file, .value = take_text(reader, value)};
		if (!list.value)
			return false;
		if (is_file)
			list.value = relative(reader, list.value);
		list.origin = place_of(reader, value, false);
		if (!add_for_sources(reader, list, sources))
			return false;
	}
	return true;
}

static bool take_list(struct reader *reader, const cJSON *object)
{
	static const struct key keys[] = {{.name = "sources"}, {.name = "functions"}, {.name = "files"}, {0}};
	if (!take_object(reader, object, keys))
		return false;
	const cJSON *sources = cJSON_GetObjectItemCaseSensitive(object, "sources");
	const cJSON *functions = cJSON_GetObjectItemCaseSensitive(object, "functions");
	const cJSON *files = cJSON_GetObjectItemCaseSensitive(object, "files");
	if (!functions && !files)
		return bad(reader, object, false, "this list has neither 'functions' nor 'files'");
	return (!functions || add_lists(reader, functions, sources, false)) &&
	       (!files || add_lists(reader, files, sources, true));
}

static bool take_lists(struct reader *reader, const struct key *key, const cJSON *array)
{
	(void)key;
	if (!cJSON_IsArray(array))
		return wants(reader, array, "an array of objects");
	for (const cJSON *node = array->child; node; node = node->next)
		if (!take_list(reader, node))
			return false;
	return true;
}

static bool take_schema(struct reader *reader, const struct key *key, const cJSON *node)
{
	(void)key;
	return cJSON_IsString(node) || wants(reader, node, "a string");
}

static bool take_document(struct reader *reader)
{
	struct key keys[HP_SET_COUNT + 4] = {
	    {"$schema", take_schema, 0}, {"lists", take_lists, 0}, {"warnings", take_warnings, 0}};
	size_t count = 3;
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++)
		if (*rows[id].key)
			keys[count++] = (struct key){rows[id].key, take_value, id};
	return take_object(reader, reader->root, keys);
}

/* The whole file. NULL after a report. */
static const char *load(struct hp_settings *settings, struct hp_diag *diag, size_t *size)
{
	struct hp_os_info info;
	const char *text = NULL;
	int stream = hp_os_open(settings->path, HP_OPEN_READ);
	if (stream < 0 || !hp_os_stream_info(stream, &info)) {
		hp_error(diag, "cannot open configuration file '%s':", settings->path);
	} else if (info.kind == HP_OS_FILE && info.size > HP_SETTINGS_FILE_MAX) {
		hp_error(diag, "configuration file '%s' is longer than %d bytes", settings->path,
		         HP_SETTINGS_FILE_MAX);
	} else {
		text = hp_os_read_all(settings->arena, stream, size);
		if (!text)
			hp_error(diag, "cannot read configuration file '%s':", settings->path);
	}
	hp_os_close(&stream);
	return text;
}

static bool bad_text(struct reader *reader, size_t offset, const char *what)
{
	struct hp_place place = hp_place_of(reader->text, offset);
	hp_error_at(
	    reader->diag,
	    hp_arena_printf(reader->settings->arena, "%s:%zu:%zu", reader->settings->path, place.line, place.column),
	    "%s", what);
	return false;
}

/* Where cJSON stopped. It stands behind what should have been a key. */
static size_t stop_of(const char *text, const char *end)
{
	size_t at = end ? (size_t)(end - text) : 0, before;
	if (at < 2 || strchr(" \t\r\n\",:[{", text[at - 1]))
		return at;
	for (before = at - 2; before && strchr(" \t\r\n", text[before]); before--)
		;
	return text[before] == '{' || text[before] == ',' ? at - 1 : at;
}

/* An escaped NUL, which would end a string early; the size if there is none. */
static size_t find_nul(const char *text, size_t size)
{
	for (size_t at = 0; at + 6 <= size; at++) {
		if (text[at] != '\\')
			continue;
		if (strncmp(text + at, "\\u0000", 6) == 0)
			return at;
		at++; /* what is escaped */
	}
	return size;
}

bool hp_settings_read(struct hp_settings *settings, struct hp_arena *arena, struct hp_diag *diag, const char *path)
{
	size_t size;
	const char *end = NULL, *slash = strrchr(path, '/');
	*settings = (struct hp_settings){.arena = arena, .path = path};
	settings->folder = hp_arena_strndup(arena, path, slash ? (size_t)(slash + 1 - path) : 0);
	struct reader reader = {.settings = settings, .diag = diag};
	reader.text = load(settings, diag, &size);
	if (!reader.text)
		return false;
	size_t deep = hp_place_too_deep(reader.text, size, HP_SETTINGS_DEPTH_MAX);
	if (deep < size && reader.text[deep])
		return bad_text(
		    &reader, deep,
		    hp_arena_printf(arena, "this is nested deeper than %d levels", HP_SETTINGS_DEPTH_MAX));
	if (strlen(reader.text) != size)
		return bad_text(&reader, strlen(reader.text), "a NUL byte: this is not a text file");
	size_t nul = find_nul(reader.text, size);
	if (nul < size)
		return bad_text(&reader, nul, "a NUL character inside a string");
	cJSON *root = cJSON_ParseWithLengthOpts(reader.text, size + 1, &end, true);
	bool done = false;
	if (root) {
		reader.root = root;
		find_spots(&reader);
		done = take_document(&reader);
	} else {
		bad_text(&reader, stop_of(reader.text, end), "this is not JSON");
	}
	cJSON_Delete(root);
	return done;
}

const struct hp_setting_row *hp_setting_row(enum hp_setting_id id)
{
	return &rows[id];
}

bool hp_setting_is_variable(const struct hp_setting *setting)
{
	return setting->origin && hp_starts_with(setting->origin, "HPCC_");
}

bool hp_setting_is_on(const struct hp_setting *setting)
{
	return setting->value && strcmp(setting->value, "true") == 0;
}
