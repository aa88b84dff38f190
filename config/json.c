/*
 * Small steps of building JSON documents. Decides what becomes of bytes that are not UTF-8.
 */
#include "json.h"

#include "base/arena.h"
#include "base/os_file.h"
#include "base/os_stream.h"

#include <errno.h>
#include <string.h>

size_t hp_json_utf8_length(const unsigned char *text)
{
	static const struct {
		unsigned char first, last, low, high; /* range of the lead byte, and of the byte after it */
		size_t length;
	} forms[] = {
	    {0x01, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
	    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
	    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
	};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (*text < forms[i].first || *text > forms[i].last)
			continue;
		unsigned char low = forms[i].low, high = forms[i].high;
		for (size_t at = 1; at < forms[i].length; at++, low = 0x80, high = 0xbf)
			if (text[at] < low || text[at] > high)
				return 0;
		return forms[i].length;
	}
	return 0;
}

cJSON *hp_json_string(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t length, wrong = 0;
	for (; *at; at += length ? length : 1) {
		length = hp_json_utf8_length(at);
		wrong += !length;
	}
	if (!wrong)
		return cJSON_CreateStringReference(text);
	char *copy = cJSON_malloc(strlen(text) + 2 * wrong + 1), *to = copy;
	if (!copy)
		return NULL;
	for (at = (const unsigned char *)text; *at; at += length ? length : 1) {
		length = hp_json_utf8_length(at);
		memcpy(to, length ? (const char *)at : "\xef\xbf\xbd", length ? length : 3);
		to += length ? length : 3;
	}
	*to = '\0';
	cJSON *node = cJSON_CreateString(copy);
	cJSON_free(copy);
	return node;
}

bool hp_json_put(cJSON *object, const char *key, cJSON *node)
{
	if (node && cJSON_AddItemToObjectCS(object, key, node))
		return true;
	cJSON_Delete(node);
	return false;
}

bool hp_json_put_string(cJSON *object, const char *key, const char *text)
{
	return !key || hp_json_put(object, key, hp_json_string(text));
}

bool hp_json_put_strings(cJSON *object, const char *key, const char *const *texts, size_t count)
{
	cJSON *array = cJSON_AddArrayToObject(object, key);
	for (size_t i = 0; array && i < count; i++)
		if (!hp_json_append(array, hp_json_string(texts[i])))
			return false;
	return array != NULL;
}

cJSON *hp_json_read(const char *path)
{
	struct hp_arena arena;
	size_t size = 0;
	hp_arena_init(&arena);
	const char *text = hp_os_read_file(&arena, path, &size);
	cJSON *root = text ? cJSON_ParseWithLength(text, size) : NULL;
	hp_arena_fini(&arena);
	return root;
}

bool hp_json_append(cJSON *array, cJSON *node)
{
	if (node && cJSON_AddItemToArray(array, node))
		return true;
	cJSON_Delete(node);
	return false;
}

cJSON *hp_json_append_object(cJSON *array)
{
	cJSON *node = cJSON_CreateObject();
	return hp_json_append(array, node) ? node : NULL;
}

bool hp_json_write(cJSON *root, bool whole, bool one_line, int stream)
{
	char *text = NULL;
	if (root && whole)
		text = one_line ? cJSON_PrintUnformatted(root) : cJSON_Print(root);
	bool done = text && hp_os_write_all(stream, text, strlen(text)) && hp_os_write_all(stream, "\n", 1);
	int error = text ? errno : ENOMEM;
	cJSON_free(text);
	cJSON_Delete(root);
	errno = error;
	return done;
}
