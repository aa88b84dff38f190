/*
 * Small questions about strings.
 */
#ifndef HP_TEXT_H
#define HP_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

bool hp_starts_with(const char *text, const char *prefix);
bool hp_ends_with(const char *text, const char *suffix);

/* The same where a letter of ASCII may be of either case; and whether all of it is equal. */
bool hp_starts_in_any_case(const char *text, const char *prefix);
bool hp_is_in_any_case(const char *text, const char *other);

/* Where the word first stands in the text, letters of either case; NULL: nowhere. */
const char *hp_find_in_any_case(const char *text, const char *word);

/* Where `word` of `length` bytes first stands in `size` bytes; NULL: nowhere. */
const char *hp_find_bytes(const char *data, size_t size, const char *word, size_t length);

/* The next word of *rest, which is cut off there by a NUL; words are what stands between characters of `between`.
 * NULL behind the last. */
char *hp_next_word(char **rest, const char *between);

/* The newline or NUL that ends the line. A newline in double quotes does not; a backslash escapes what follows it. */
const char *hp_line_end(const char *text);

/*
 * Makes of each control character, those of C1 too, `?`, so that names cannot steer a terminal. Tabs stay, and so do
 * bytes of UTF-8 from 0x80 to 0x9f that go on with a character.
 */
void hp_text_scrub(char *text);

/* The text with a backslash in front of each of `chars`. */
char *hp_escaped(struct hp_arena *arena, const char *text, const char *chars);

/* A quoted word, `text` behind its opening quote, without escapes, up to one of `ends` or the text's end. */
char *hp_unquoted(struct hp_arena *arena, const char *text, const char *ends);

/* A copy as a terminal may have it, scrubbed. */
const char *hp_text_shown(struct hp_arena *arena, const char *text);

#endif
