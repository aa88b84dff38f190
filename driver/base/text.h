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

/* The text with a backslash in front of each of `chars`. */
char *hp_escaped(struct hp_arena *arena, const char *text, const char *chars);

/* A quoted word, `text` behind its opening quote, without escapes, up to one of `ends` or the text's end. */
char *hp_unquoted(struct hp_arena *arena, const char *text, const char *ends);

/* The text as a terminal may have it: control characters become question marks, tabs apart. */
const char *hp_text_shown(struct hp_arena *arena, const char *text);

#endif
