/*
 * Listed functions in finished objects: which entries of a list name a function that an object file, a bitcode file
 * or an archive defines. Entries mean what they mean in hp_module_select; only IR names with LLVM's escape and
 * annotations are not there any more. Public, like hotpatch.h.
 */
#ifndef HP_WANTED_H
#define HP_WANTED_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;
struct hp_strvec;
struct hp_wanted;

/*
 * Called for each function that is listed: the index of an entry that names it, the object symbol, and the name of
 * the member if the file is an archive, else NULL. The strings end with the call; one pair may come twice.
 */
typedef void (*hp_wanted_visit)(void *self, size_t entry, const char *symbol, const char *member);

/* Prepares `entries`, which stay borrowed, for looking at many files. Gives; hp_wanted_free releases. */
struct hp_wanted *hp_wanted_new(struct hp_arena *arena, const struct hp_strvec *entries);
void hp_wanted_free(struct hp_wanted *wanted);

/*
 * Looks at one file. False if it cannot be read or understood; *reason then says why, in the arena, and nothing is
 * reported. With `members`, also calls `visit` with an entry of SIZE_MAX for each function of an archive, so that
 * the caller learns which members there are.
 */
bool hp_wanted_scan(struct hp_wanted *wanted, const char *path, hp_wanted_visit visit, void *self,
                    const char **reason);

/* Called for each use of a ref variable in a function's code, by their symbols; one pair may come often. `external`:
 * the ref is not a static's. */
typedef void (*hp_wanted_visit_ref)(void *self, const char *function, const char *ref, bool external);

/* Visits the ref variables that the functions of an object use. Failures as hp_wanted_scan's. */
bool hp_wanted_refs(struct hp_arena *arena, const char *path, hp_wanted_visit_ref visit, void *self,
                    const char **reason);

/* Called for each function of an object with a hash of its code, 16 hexadecimal digits; the same as the manifest's.
 */
typedef void (*hp_wanted_visit_code)(void *self, const char *function, const char *hash);

/* Visits the functions that an object defines. Failures as hp_wanted_scan's. */
bool hp_wanted_code(struct hp_arena *arena, const char *path, hp_wanted_visit_code visit, void *self,
                    const char **reason);

/* Called for each inlined copy of a listed function: the index of an entry that names it, and the function that holds
 * the copy, for people. One pair may come often. */
typedef void (*hp_wanted_visit_inlined)(void *self, size_t entry, const char *holder);

/*
 * Visits the inlined copies of listed functions in an object, by its debug information; none without. What cannot be
 * read is passed over. Names of CodeView have no parameters there, so that copies of overloads come, too.
 */
void hp_wanted_inlined(struct hp_wanted *wanted, const char *path, hp_wanted_visit_inlined visit, void *self);

/*
 * For each of `entries`, entries of the list without a function: what is probably meant among the functions of the
 * files, or NULL, into suggestions[i]. Slower than scanning; files that cannot be read are passed over.
 */
void hp_wanted_suggest(struct hp_wanted *wanted, struct hp_diag *diag, const struct hp_strvec *paths,
                       const struct hp_strvec *entries, const char **suggestions);

#endif
