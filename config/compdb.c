/*
 * Compilation databases. Decides what a well-formed database is; not what its commands mean.
 *
 * cJSON parses one entry after the other, and each is dropped once its strings are copied: a tree of a whole database
 * of 100,000 entries would take several times the memory of its text.
 */
#include "compdb.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "json.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* The text being read. Places are found from the last one, so that all of them together cost one pass. */
struct reader {
	struct hp_compdb *db;
	struct hp_diag *diag;
	const char *text, *end;
	const char *place; /* where line and column hold */
	const char *line_start;
	size_t line;
};

void hp_compdb_init(struct hp_compdb *db, struct hp_arena *arena)
{
	*db = (struct hp_compdb){.arena = arena};
}

/* Moves the place forward to `at`; returns the column. */
static size_t move_to(struct reader *reader, const char *at)
{
	const char *feed;
	while (reader->place < at && (feed = memchr(reader->place, '\n', (size_t)(at - reader->place)))) {
		reader->place = reader->line_start = feed + 1;
		reader->line++;
	}
	reader->place = at;
	return (size_t)(at - reader->line_start) + 1;
}

__attribute__((format(printf, 3, 4))) static bool bad(struct reader *reader, const char *at, const char *format, ...)
{
	struct hp_arena *arena = reader->db->arena;
	va_list args;
	size_t column = move_to(reader, at);
	va_start(args, format);
	hp_error_at(reader->diag, hp_arena_printf(arena, "%s:%zu:%zu", reader->db->path, reader->line, column), "%s",
	            hp_arena_vprintf(arena, format, args));
	va_end(args);
	return false;
}

static const char *skip_blanks(const struct reader *reader, const char *at)
{
	while (at < reader->end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
		at++;
	return at;
}

/* What stands at `at`, for messages. */
static const char *describe(const struct reader *reader, const char *at)
{
	if (at >= reader->end)
		return "the end of the file";
	unsigned char c = (unsigned char)*at;
	return c > 0x20 && c < 0x7f ? hp_arena_printf(reader->db->arena, "'%c'", c)
	                            : hp_arena_printf(reader->db->arena, "byte 0x%02x", c);
}

/* The string `key` of an entry into *value; absent ones stay NULL. */
static bool take_string(struct reader *reader, const char *at, const cJSON *entry, const char *key,
                        const char **value)
{
	const cJSON *node = cJSON_GetObjectItemCaseSensitive(entry, key);
	if (!node)
		return true;
	if (!cJSON_IsString(node))
		return bad(reader, at, "\"%s\" of this entry is not a string", key);
	*value = node->valuestring;
	return true;
}

static bool take_arguments(struct reader *reader, const char *at, const cJSON *entry, struct hp_compdb_entry *to)
{
	struct hp_arena *arena = reader->db->arena;
	const cJSON *array = cJSON_GetObjectItemCaseSensitive(entry, "arguments"), *node;
	if (!array)
		return true;
	if (!cJSON_IsArray(array))
		return bad(reader, at, "\"arguments\" of this entry is not an array");
	const char **items = hp_arena_calloc(arena, (size_t)cJSON_GetArraySize(array) + 1, sizeof *items);
	cJSON_ArrayForEach(node, array)
	{
		if (!cJSON_IsString(node))
			return bad(reader, at, "\"arguments\" of this entry holds something that is not a string");
		items[to->argument_count++] = hp_arena_strdup(arena, node->valuestring);
	}
	to->arguments = items;
	return true;
}

/* Directories repeat: the last one is used again. */
static const char *keep_directory(struct hp_compdb *db, const char *directory)
{
	const char *last = db->count ? db->entries[db->count - 1].directory : NULL;
	return last && strcmp(last, directory) == 0 ? last : hp_arena_strdup(db->arena, directory);
}

static bool take_entry(struct reader *reader, const char *at, const cJSON *node)
{
	struct hp_compdb *db = reader->db;
	struct hp_compdb_entry entry = {0};
	const char *directory = NULL, *file = NULL, *output = NULL, *command = NULL;
	if (!cJSON_IsObject(node))
		return bad(reader, at, "an entry is an object: {\"directory\": …, \"file\": …, \"command\": …}");
	if (!take_string(reader, at, node, "directory", &directory) ||
	    !take_string(reader, at, node, "file", &file) || !take_string(reader, at, node, "output", &output) ||
	    !take_string(reader, at, node, "command", &command) || !take_arguments(reader, at, node, &entry))
		return false;
	if (db->lenient && (!directory || !file || !*file || !command || !*command))
		return true;
	if (!directory || !*directory)
		return bad(reader, at, "this entry has no \"directory\"");
	if (!file || !*file)
		return bad(reader, at, "this entry has no \"file\"");
	if (!entry.argument_count && (!command || !*command))
		return bad(reader, at, "this entry has neither \"command\" nor \"arguments\"");
	entry.directory = keep_directory(db, directory);
	entry.file = hp_arena_strdup(db->arena, file);
	entry.output = output && *output ? hp_arena_strdup(db->arena, output) : NULL;
	if (!entry.argument_count) {
		entry.arguments = NULL;
		entry.command = hp_arena_strdup(db->arena, command);
	}
	entry.column = move_to(reader, at);
	entry.line = reader->line;
	if (db->count == db->capacity) {
		db->capacity = db->capacity ? db->capacity * 2 : 256;
		struct hp_compdb_entry *grown = hp_arena_calloc(db->arena, db->capacity, sizeof *grown);
		if (db->count)
			memcpy(grown, db->entries, db->count * sizeof *grown);
		db->entries = grown;
	}
	db->entries[db->count++] = entry;
	return true;
}

/* One entry; *at ends behind it. */
static bool read_entry(struct reader *reader, const char **at)
{
	const char *start = *at, *stop = start;
	cJSON *node = cJSON_ParseWithLengthOpts(start, (size_t)(reader->end - start), &stop, false);
	bool done = node && take_entry(reader, start, node);
	cJSON_Delete(node);
	*at = stop;
	if (!node) /* cJSON does not say what is wrong */
		return bad(reader, stop, "this is no valid JSON: %s is not expected here", describe(reader, stop));
	return done;
}

static bool read_entries(struct reader *reader)
{
	const char *at = skip_blanks(reader, reader->text);
	if (at >= reader->end || *at != '[')
		return bad(reader, at, "a compilation database is an array of entries, but here is %s",
		           describe(reader, at));
	at = skip_blanks(reader, at + 1);
	if (at < reader->end && *at == ']')
		at++;
	else
		for (bool more = true; more; at++) {
			if (!read_entry(reader, &at))
				return false;
			at = skip_blanks(reader, at);
			if (at >= reader->end || (*at != ',' && *at != ']'))
				return bad(reader, at, "',' or ']' is expected here, not %s", describe(reader, at));
			more = *at == ',';
			if (more)
				at = skip_blanks(reader, at + 1) - 1;
		}
	at = skip_blanks(reader, at);
	return at == reader->end ||
	       bad(reader, at, "nothing may follow the database, but here is %s", describe(reader, at));
}

/* The first byte that is no UTF-8 or a NUL, or the end. */
static const char *first_wrong_byte(const char *at, const char *end)
{
	while (at < end) {
		size_t length = (unsigned char)*at < 0x80 && *at ? 1 : hp_json_utf8_length((const unsigned char *)at);
		if (!length)
			return at;
		at += length;
	}
	return end;
}

static bool check_text(struct reader *reader)
{
	size_t size = (size_t)(reader->end - reader->text);
	if (size >= 2 && (memcmp(reader->text, "\xff\xfe", 2) == 0 || memcmp(reader->text, "\xfe\xff", 2) == 0))
		return bad(reader, reader->text, "this file is UTF-16: write it as UTF-8");
	if (size >= 3 && memcmp(reader->text, "\xef\xbb\xbf", 3) == 0)
		reader->text = reader->place = reader->line_start = reader->text + 3;
	const char *wrong = first_wrong_byte(reader->text, reader->end);
	return wrong == reader->end ||
	       bad(reader, wrong, "byte 0x%02x is not UTF-8", (unsigned)(unsigned char)*wrong);
}

/* `size` bytes, or fewer if the file ends before, with a NUL behind them, malloc'ed: they are needed for a short time
 * only. Sets *size. NULL and errno on failure. */
static char *read_bytes(int stream, size_t *size)
{
	size_t most = *size, got = 1;
	char *text = malloc(most + 1);
	bool done = text != NULL;
	for (*size = 0; done && got && *size < most; *size += got)
		done = hp_os_read_some(stream, text + *size, most - *size, &got);
	if (done) {
		text[*size] = '\0';
		return text;
	}
	free(text);
	return NULL;
}

static bool is_too_long(struct hp_diag *diag, const char *path, int64_t size)
{
	if (size > HP_COMPDB_FILE_MAX)
		hp_error(diag, "compilation database '%s' has %lld bytes, more than %d", path, (long long)size,
		         HP_COMPDB_FILE_MAX);
	return size > HP_COMPDB_FILE_MAX;
}

/* The whole file, to be freed. NULL after a report. */
static char *load(struct hp_diag *diag, const char *path, size_t *size)
{
	struct hp_os_info info;
	char *text = NULL;
	int stream = hp_os_open(path, HP_OPEN_READ);
	if (stream < 0 || !hp_os_stream_info(stream, &info)) {
		hp_error(diag, "cannot open compilation database '%s':", path);
	} else if (info.kind != HP_OS_FILE) {
		hp_error(diag, "compilation database '%s' is not a file", path);
	} else if (!is_too_long(diag, path, info.size)) {
		*size = (size_t)info.size;
		text = read_bytes(stream, size);
		if (!text)
			hp_error(diag, "cannot read compilation database '%s':", path);
	}
	hp_os_close(&stream);
	return text;
}

bool hp_compdb_read_text(struct hp_compdb *db, struct hp_diag *diag, const char *name, const char *text, size_t size)
{
	struct reader reader = {db, diag, text, text + size, text, text, 1};
	db->path = name;
	return !is_too_long(diag, name, (int64_t)size) && check_text(&reader) && read_entries(&reader);
}

bool hp_compdb_read(struct hp_compdb *db, struct hp_diag *diag, const char *path)
{
	size_t size = 0;
	char *text = load(diag, path, &size);
	bool done = text && hp_compdb_read_text(db, diag, path, text, size);
	free(text);
	return done;
}
