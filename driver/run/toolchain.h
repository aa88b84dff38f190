/*
 * The programs hpcc runs: the real clang and the back end.
 */
#ifndef HP_TOOLCHAIN_H
#define HP_TOOLCHAIN_H

#include <stdint.h>

struct hp_arena;
struct hp_diag;
struct hp_setting;

/*
 * The path of clang: as `named`, else clang-22 or clang; names without a slash are looked up on PATH. hpcc itself is
 * never taken: passed over on PATH, an error if it was named. NULL after a report.
 */
const char *hp_toolchain_clang(struct hp_arena *arena, struct hp_diag *diag, const struct hp_setting *named);

/* The path of the program `name`, looked up on PATH if it has no slash. NULL if there is none, or only hpcc itself.
 */
const char *hp_toolchain_find(struct hp_arena *arena, const char *name);

/* The path of hpcc-backend: HPCC_BACKEND, or ../libexec/hpcc/hpcc-backend from the running program. NULL after a
 * report. */
const char *hp_toolchain_backend(struct hp_arena *arena, struct hp_diag *diag);

/* The file beside the back end that makes ccache's depend mode leave an object alone. */
const char *hp_toolchain_uncached(struct hp_arena *arena, const char *backend);

/* `hash` (see base/hash.h) with the size and the time of a program: caches look at hpcc alone. */
uint64_t hp_toolchain_hash(uint64_t hash, const char *path);

#endif
