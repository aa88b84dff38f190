/*
 * A debugger's name of an object symbol: what debug information calls a function or variable, without parameters.
 */
#ifndef HP_DISPLAY_H
#define HP_DISPLAY_H

#include <stdbool.h>

struct hp_arena;

#ifdef __cplusplus
extern "C" {
#endif

/*
 * "?f@ns@@YAXH@Z" and "_ZN2ns1fEi" are "ns::f", `f.s` and "?s@?1??f@@YAXXZ@4HA", a static of f, are "f::s"; x86's
 * decorations are left out. In the arena.
 */
const char *hp_base_display_name(struct hp_arena *arena, const char *symbol, bool x86);

/* The demangled name with its parameters, NULL if the symbol is no mangled name. In the arena. */
const char *hp_display_full(struct hp_arena *arena, const char *symbol, bool x86);

/* A name of debug information in the same form: no blanks behind commas. In the arena. */
const char *hp_display_tidy(struct hp_arena *arena, const char *name);

/* A demangled text without parameters and numbers of scopes. In the arena. */
const char *hp_display_without_parameters(struct hp_arena *arena, const char *text);

#ifdef __cplusplus
}
#endif

#endif
