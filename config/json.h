/*
 * Small steps of building JSON documents, shared by the writers in this folder. Nobody else includes it.
 */
#ifndef HP_JSON_H
#define HP_JSON_H

#include <cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/* Bytes of the UTF-8 sequence at `text`, 0 if it is none. Stops at a NUL, which is none. */
size_t hp_json_utf8_length(const unsigned char *text);

/*
 * A string node that copies `text`, or borrows it where it is UTF-8 already; bytes that are not become U+FFFD. NULL
 * without memory.
 */
cJSON *hp_json_string(const char *text);

/* Adds `node` to `object`, which owns it then. False without memory; `node` may be NULL. `key` is borrowed. */
bool hp_json_put(cJSON *object, const char *key, cJSON *node);

/* The same with a string. Without a key nothing is added. */
bool hp_json_put_string(cJSON *object, const char *key, const char *text);

/* Adds an array of `count` strings. False without memory. */
bool hp_json_put_strings(cJSON *object, const char *key, const char *const *texts, size_t count);

/* Reads the document in a file; cJSON_Delete releases it. NULL: there is none. */
cJSON *hp_json_read(const char *path);

/* Appends `node` to `array`, which owns it then. False without memory; `node` may be NULL. */
bool hp_json_append(cJSON *array, cJSON *node);

/* Appends an object to `array`. NULL without memory. */
cJSON *hp_json_append_object(cJSON *array);

/* Writes a document as one line or laid out, with a line end behind it. `whole`: building it has not failed. Takes
 * `root`, which may be NULL. False with errno. */
bool hp_json_write(cJSON *root, bool whole, bool one_line, int stream);

#endif
