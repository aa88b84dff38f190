/*
 * Names that the compiler has numbered in the order of the source: variables of one name in blocks of one function,
 * lambdas and what is in them, compound literals, guards. One more or one less gives the others' names to the next.
 */
#ifndef NUMBERED_H
#define NUMBERED_H

#include <stdbool.h>

/* Whether two symbols have names that differ at most in such numbers: clang's for MSVC, Itanium and C. */
bool numbered_alike(const char *one, const char *other);

#endif
