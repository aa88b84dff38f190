/*
 * Function lists that clang finds by itself: in its configuration files, and in CCC_OVERRIDE_OPTIONS. Left to clang,
 * they would go to LLVM's own pass.
 */
#ifndef HP_CLANG_CONFIG_H
#define HP_CLANG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_configuration;
struct hp_diag;
struct hp_invocation;

/*
 * Whether clang might find one: there is a word of a list in the variable or in a configuration file. Reads the files
 * that `args` (NULL-terminated) name and those in the folders that clang looks into unasked; starts nothing. `clang`
 * is a path.
 */
bool hp_clang_config_suspected(struct hp_arena *arena, const char *clang, const char *const *args);

/* Adds the lists that clang finds for the parsed command line. False after a report. */
bool hp_clang_config_add(struct hp_configuration *configuration, const struct hp_invocation *inv,
                         struct hp_diag *diag, const char *clang, char *const *env);

#endif
