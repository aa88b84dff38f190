/*
 * Small questions about strings.
 */
#ifndef HP_TEXT_H
#define HP_TEXT_H

#include <stdbool.h>

struct hp_arena;

bool hp_starts_with(const char *text, const char *prefix);

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
