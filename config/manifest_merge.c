/*
 * One manifest of many builds. Decides which lines of a manifest file still count.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "manifest.h"

#include <errno.h>
#include <string.h>
#include <uthash.h>

/* An object's last line so far. */
struct line {
	UT_hash_handle hh;
	const char *object; /* key */
	const char *text;
	size_t length;
};

static void take_line(struct line **lines, struct hp_arena *arena, const char *text, size_t length)
{
	struct line *line;
	struct hp_manifest_entry entry;
	if (!hp_manifest_read_line(&entry, arena, text, length) || entry.image)
		return;
	HASH_FIND_STR(*lines, entry.object, line);
	if (!line) {
		line = hp_arena_alloc(arena, sizeof *line);
		line->object = entry.object;
		HASH_ADD_KEYPTR(hh, *lines, line->object, strlen(line->object), line);
	}
	line->text = text;
	line->length = length;
}

static bool copy(struct line *lines, const struct hp_strvec *objects, int stream)
{
	for (size_t i = 0; i < objects->count; i++) {
		struct line *line;
		HASH_FIND_STR(lines, objects->items[i], line);
		if (line && (!hp_os_write_all(stream, line->text, line->length) || !hp_os_write_all(stream, "\n", 1)))
			return false;
	}
	return true;
}

bool hp_manifest_merge(const char *path, const struct hp_strvec *objects, int stream, struct hp_diag *diag)
{
	struct hp_arena arena;
	struct line *lines = NULL;
	size_t size = 0;
	hp_arena_init(&arena);
	const char *text = hp_os_read_file(&arena, path, &size);
	bool done = text || errno == ENOENT;
	for (const char *at = text; at && *at;) {
		size_t length = strcspn(at, "\n");
		take_line(&lines, &arena, at, length);
		at += length + (at[length] == '\n');
	}
	done = done && copy(lines, objects, stream);
	if (!done)
		hp_error(diag, "cannot merge manifest '%s':", path);
	HASH_CLEAR(hh, lines);
	hp_arena_fini(&arena);
	return done;
}
