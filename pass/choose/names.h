/*
 * The names of a module's functions, in every spelling a list entry may use. Not public.
 */
#ifndef HP_NAMES_H
#define HP_NAMES_H

#include "pass/internal.h"

/* One spelling of a function's name; several functions may share a spelling. */
struct hp_spelling {
	UT_hash_handle hh;
	LLVMValueRef function;
	struct hp_spelling *next; /* another function with this spelling */
	const char *text;
	size_t length;
};

/* source_name.c: a source-level name in a form in which equal names are equal texts. Start with zeroes; the buffers
 * are used again for each name. */
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

struct hp_names {
	struct hp_module *module;
	struct hp_spelling *by_text;   /* all but IR names: those are the module's own table */
	struct hp_spelling *by_source; /* source-level names in the form of source_name.c */
	struct hp_source_name scratch;
	bool declarations; /* the names of functions that are only declared */
	bool has_sources;  /* by_source is filled: not before an entry needs it */
};

/* Called for each function that an entry names; may be called twice for one. */
typedef void (*hp_names_visit)(void *self, LLVMValueRef function);

/* A definition that this unit emits. */
bool hp_names_is_definition(LLVMValueRef function);

/* The names of the functions that this unit defines, or of those that it only declares. */
void hp_names_init(struct hp_names *names, struct hp_module *module, bool declarations);
void hp_names_fini(struct hp_names *names);

/* Visits the functions that `entry` names; returns whether there are any. */
bool hp_names_match(struct hp_names *names, const char *entry, hp_names_visit visit, void *self);

/* A visit that does nothing, for asking only whether there are functions. */
void hp_names_ignore(void *self, LLVMValueRef function);

/* spelling.c: what the text of an object symbol gives, `add` called for each; texts end with the call. */
typedef void (*hp_spelling_add)(void *self, const char *text, size_t length);

/* "_f", "_f@4", "@f@8", "f@@16": the length of f inside, its start in *start; 0 if not decorated. */
size_t hp_names_undecorate(const char *symbol, const char **start);

/* The symbol without the underscore that x86 has in front of C names (`prefixed`). */
const char *hp_spelling_unprefixed(const char *symbol, bool prefixed);

/* Undecorated C name, plain C++ name, name without prefix; not the symbol itself. */
void hp_spelling_of_symbol(const char *symbol, bool prefixed, hp_spelling_add add, void *self);

/* The source-level names, in the form of source_name.c; none for C. `name` is used again for each. */
void hp_spelling_of_source(struct hp_arena *arena, const char *symbol, struct hp_source_name *name,
                           hp_spelling_add add, void *self);

/* source_name.c. False if the text is no such name, or one that a list cannot name: in a lambda, a helper of the
 * compiler's. */
bool hp_source_name_parse(struct hp_arena *arena, const char *text, struct hp_source_name *name);

/* Whether an entry may be a source-level name. */
bool hp_source_name_is(const char *entry);

/* glob.c: patterns. Bytes that no name holds stand for the wildcards. */
enum { HP_GLOB_MANY = 2, HP_GLOB_ONE = 3 };

/* The pattern of an entry with wildcards, `*`, or `?` where the entry does not start with it. NULL: no glob. */
char *hp_glob_compile(struct hp_arena *arena, const char *entry);

/* Whether the pattern matches all of `text`. Time: at most the product of the lengths; no recursion. */
bool hp_glob_matches(const char *pattern, const char *text, size_t length);

/* near.c: what is probably meant by entries without a function. */
struct candidate;
struct folded;
struct hp_near_set {
	struct candidate *items; /* by length */
	size_t count, capacity;
	struct folded *folded;
	bool filled;
};
struct hp_near {
	struct hp_names *names;
	struct hp_names declared;         /* not before there is something to suggest */
	struct hp_near_set plain, source; /* the same */
	size_t steps;
};

void hp_near_init(struct hp_near *near, struct hp_names *names);
void hp_near_fini(struct hp_near *near);

/* A spelling of an unlisted function that is close to the entry, or NULL. Ask after all entries were matched. */
const char *hp_near_find(struct hp_near *near, const char *entry);

#endif
