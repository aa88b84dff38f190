/*
 * One input with a function list: clang and the back end side by side, then the outputs.
 */
#ifndef HP_COMPILE_H
#define HP_COMPILE_H

#include "cmdline/outputs.h"
#include "hpcc/session.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_commit;

struct hp_compiled {
	int status;         /* exit status; 0: the outputs are in place */
	bool selected;      /* something was selected: the outputs are the back end's */
	const char *triple; /* clang's target, or NULL when unknown */
	int manifest;       /* of an object that is only linked: memfd with its line, the caller closes it; or -1 */
};

/* Compiles the input with this index. Failures are reported, by whoever met them. */
void hp_compile_input(struct hp_session *session, size_t index, const struct hp_outputs *outputs,
                      struct hp_compiled *result);

/*
 * Ends a commit whose outputs are in place: keeps it once the manifest has the lines of the results, takes it back if
 * that fails: the manifest names what exists, and without a line there are to be no outputs. False after a report.
 */
bool hp_compile_finish(struct hp_session *session, struct hp_commit *commit, const struct hp_compiled *results,
                       size_t count);

/* The same by clang alone, its messages passed on: for inputs that hold nothing to select. */
void hp_compile_plain(struct hp_session *session, size_t index, const struct hp_outputs *outputs,
                      struct hp_compiled *result);

#endif
