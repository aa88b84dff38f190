/*
 * Functions that clang makes besides those of the source, told by their names.
 */
#ifndef HP_CLANG_MADE_H
#define HP_CLANG_MADE_H

#include <stdbool.h>

/* An SEH filter or a finally block. */
bool hp_clang_made_seh(const char *name);

/* A helper for thread-local variables or the end of a program. */
bool hp_clang_made_helper(const char *name);

/* What `co_await` in a coroutine became; LLVM builds it into that. Source: clang's CGCoroutine.cpp. */
bool hp_clang_made_await(const char *name);

/* Whether clang gives the function no hot-patchable prologue: SEH bodies, and its own helpers. */
bool hp_clang_made_bare(const char *name);

#endif
