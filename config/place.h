/*
 * Places in a JSON text, for messages: cJSON keeps none.
 */
#ifndef HP_PLACE_H
#define HP_PLACE_H

#include <stdbool.h>
#include <stddef.h>

struct hp_place {
	size_t line, column; /* from 1; columns are bytes */
};

/* Goes through the values of a text, an object or array before its members. Set up by {.text = …}. */
struct hp_place_cursor {
	const char *text;
	size_t at;
	struct hp_place here; /* the place of `at` */
};

/*
 * The place of the next value, and of its key, which is the same where it has none. False at the end. The text is
 * valid JSON.
 */
bool hp_place_next(struct hp_place_cursor *cursor, struct hp_place *value, struct hp_place *key);

/* The place of a byte. */
struct hp_place hp_place_of(const char *text, size_t offset);

/* The offset of the first bracket that is more than `depth` brackets deep; `size` if there is none. Any text. */
size_t hp_place_too_deep(const char *text, size_t size, size_t depth);

#endif
