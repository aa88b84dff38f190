/*
 * What LLVM says in the back end. Remarks are written at once. Warnings and errors that clang would show are kept for
 * the front, which has clang say them: it alone knows the places in the source behind inline assembly and functions.
 */
#ifndef HP_SAID_H
#define HP_SAID_H

#include "backend/remark.h"
#include "base/strvec.h"
#include "pass/hotpatch.h"

struct hp_diag;

struct hp_said {
	struct hp_listener listener;
	struct hp_remarks remarks;
	const struct hp_strvec *args; /* of clang's cc1 line: what is on, and what is an error */
	const char *input;
	const char *wanted[3];  /* regular expressions of -Rpass, -Rpass-missed, -Rpass-analysis; NULL: none */
	struct hp_strvec known; /* "group pass" of remarks that are wanted or, with a '!' in front, not */
	struct hp_strvec found; /* warnings and errors, for where clang cannot say them */
	bool any_error;
	bool is_repeated; /* LLVM says again what it has said of another output */
};

/* Everything is borrowed. */
void hp_said_init(struct hp_said *said, struct hp_diag *diag, const struct hp_strvec *args, const char *input);

/* Writes what was found, after 'E' if there is an error among it, else 'W'; nothing, if nothing was. False and errno
 * on failure. */
bool hp_said_save(const struct hp_said *said, int fd);

#endif
