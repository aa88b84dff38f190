/*
 * What stands in front of a recorded compiler: assignments, and programs that run another one.
 */
#ifndef HP_LAUNCHER_H
#define HP_LAUNCHER_H

#include <stddef.h>

struct hp_strvec;

/* What the front says. */
struct hp_front {
	struct hp_strvec *changes; /* of the environment, appended: "NAME=value", "NAME" (unset), "-" (all unset) */
	const char *directory;     /* that a launcher changes into, NULL: none */
};

/*
 * The index of the first word from `at` on that is neither an assignment nor a launcher (ccache, distcc, env, nice,
 * rewrapper, cmake -E env …) with its options; the number of words if there is none.
 */
size_t hp_launcher_skip(const struct hp_strvec *words, size_t at, struct hp_front *front);

#endif
