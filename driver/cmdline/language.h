/*
 * What an input is: C family, IR, assembly, something for the linker.
 */
#ifndef HP_LANGUAGE_H
#define HP_LANGUAGE_H

#include "cmdline/invocation.h"

/* What the options so far say about the inputs to come. */
struct hp_language_state {
	enum hp_mode mode;
	const char *language; /* of -x; NULL: the name decides */
	const char *all;      /* of /TC and /TP, for every input but objects; NULL: not given */
};

void hp_language_init(struct hp_language_state *state, enum hp_mode mode);

/* Takes -x, /TC and /TP into account; any other option changes nothing. `value` may be NULL. */
void hp_language_option(struct hp_language_state *state, const struct hp_option *option, const char *value);

/*
 * What the input `name` is. `option` is /Tc or /Tp if the name is its value, else NULL.
 * Source: clang/lib/Driver/Types.cpp, lookupTypeForExtension; clang/lib/Driver/Driver.cpp, BuildInputs.
 */
enum hp_input_kind hp_language_kind(const struct hp_language_state *state, const char *name,
                                    const struct hp_option *option);

/* Whether the input `name` is the interface of a C++ module, which becomes a module file and an object. */
bool hp_language_is_interface(const struct hp_language_state *state, const char *name);

#endif
