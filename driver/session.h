/*
 * What all inputs of one call share.
 */
#ifndef HP_SESSION_H
#define HP_SESSION_H

#include <stdbool.h>

struct hp_arena;
struct hp_diag;
struct hp_invocation;

struct hp_session {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const struct hp_invocation *inv;
	const char *clang;   /* path */
	const char *backend; /* path */
	char *const *env;    /* for every child */
	int functions;       /* memfd with the list, one entry a line */
	int input;           /* memfd with the saved standard input, or -1 */
	bool dry_run;        /* -### */
};

#endif
