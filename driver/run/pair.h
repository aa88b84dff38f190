/*
 * clang and the back end, running side by side.
 */
#ifndef HP_PAIR_H
#define HP_PAIR_H

#include <stdbool.h>

struct hp_diag;

struct hp_pair {
	struct hp_diag *diag;
	char *const *clang_argv;
	char *const *clang_env;
	int clang_in;  /* clang's standard input, closed once both run; -1: ours */
	int clang_out; /* clang's standard output; -1: ours */
	int clang_err; /* clang's standard error; -1: ours */
	char *const *backend_argv;
	char *const *backend_env;
	int backend_err; /* the back end's standard error; -1: ours */
	int *fds;        /* by the rows of base/protocol.def; the pipes' ends are closed in any case, and -1 then */
};

/*
 * Runs both to their ends. 0, HP_BACKEND_NOTHING and HP_BACKEND_OPTIMISE are the back end's verdicts after clang
 * succeeded; *clang_failed says that the status is clang's. Other failures of the back end are 1 or 70, reported.
 */
int hp_pair_run(struct hp_pair *pair, bool *clang_failed);

#endif
