/*
 * Places in a JSON text. Decides nothing about what the text means.
 */
#include "place.h"

#include <string.h>

/* Behind the string that starts at `at`, or at the end of the text. */
static size_t string_end(const char *text, size_t at)
{
	for (at++; text[at] && text[at] != '"'; at++)
		if (text[at] == '\\' && text[at + 1])
			at++;
	return text[at] ? at + 1 : at;
}

/* Behind the token that starts at `at`. */
static size_t token_end(const char *text, size_t at)
{
	if (text[at] == '"')
		return string_end(text, at);
	size_t word = strcspn(text + at, " \t\r\n,:{}[]\"");
	return at + (word ? word : 1);
}

static void move(struct hp_place *place, const char *text, size_t from, size_t to)
{
	for (; from < to && text[from]; from++) {
		place->column = text[from] == '\n' ? 1 : place->column + 1;
		place->line += text[from] == '\n';
	}
}

static void skip(struct hp_place_cursor *cursor, size_t to)
{
	move(&cursor->here, cursor->text, cursor->at, to);
	cursor->at = to;
}

bool hp_place_next(struct hp_place_cursor *cursor, struct hp_place *value, struct hp_place *key)
{
	const char *text = cursor->text;
	bool keyed = false;
	if (cursor->at == 0) {
		cursor->here = (struct hp_place){1, 1};
		cursor->at = strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	}
	while (text[cursor->at]) {
		size_t end = token_end(text, cursor->at);
		*value = cursor->here;
		bool is_string = text[cursor->at] == '"', is_other = strchr(" \t\r\n,:}]", text[cursor->at]);
		skip(cursor, end);
		if (is_string && text[end + strspn(text + end, " \t\r\n")] == ':') {
			*key = *value;
			keyed = true;
		} else if (!is_other) {
			*key = keyed ? *key : *value;
			return true;
		}
	}
	return false;
}

struct hp_place hp_place_of(const char *text, size_t offset)
{
	struct hp_place place = {1, 1};
	move(&place, text, 0, offset);
	return place;
}

size_t hp_place_too_deep(const char *text, size_t size, size_t depth)
{
	size_t open = 0;
	for (size_t at = 0; at < size && text[at]; at = token_end(text, at)) {
		if (text[at] == '{' || text[at] == '[')
			open++;
		else if (open && (text[at] == '}' || text[at] == ']'))
			open--;
		if (open > depth)
			return at;
	}
	return size;
}
