/*
 * Source-level names in a form in which equal names are equal texts.
 */
#ifndef HP_SOURCE_NAME_H
#define HP_SOURCE_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* Start with zeroes; the buffers are used again for each name. */
struct hp_source_name {
	size_t size; /* bytes of each buffer */
	char *text;
	size_t last;   /* length of the name without the template arguments at its end */
	size_t name;   /* length of the name alone */
	size_t params; /* length of name and parameters; the same as `name` without parameters */
	size_t length; /* of all, `const` and other qualifiers of the function included */
	char *bare;    /* the name without any template arguments */
	size_t bare_length;
	char *spare; /* for the caller */
};

/* False if the text is no such name, or one that a list cannot name: in a lambda, a helper of the
 * compiler's. */
bool hp_source_name_parse(struct hp_arena *arena, const char *text, struct hp_source_name *name);

/* Whether an entry may be a source-level name. */
bool hp_source_name_is(const char *entry);

#endif
