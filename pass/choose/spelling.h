/*
 * What the text of an object symbol gives.
 */
#ifndef HP_SPELLING_H
#define HP_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_source_name;

/* Called for each spelling; the text ends with the call. */
typedef void (*hp_spelling_add)(void *self, const char *text, size_t length);

/* "_f", "_f@4", "@f@8", "f@@16": the length of f inside, its start in *start; 0 if not decorated. */
size_t hp_spelling_undecorate(const char *symbol, const char **start);

/* The symbol without the underscore that x86 has in front of C names (`prefixed`). */
const char *hp_spelling_unprefixed(const char *symbol, bool prefixed);

/* Undecorated C name, plain C++ name, name without prefix; not the symbol itself. */
void hp_spelling_of_symbol(const char *symbol, bool prefixed, hp_spelling_add add, void *self);

/* The source-level names, in the form of source_name.c; none for C. `name` is used again for each. */
void hp_spelling_of_source(struct hp_arena *arena, const char *symbol, struct hp_source_name *name,
                           hp_spelling_add add, void *self);

#endif
