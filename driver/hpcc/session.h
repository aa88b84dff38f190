/*
 * What all inputs of one call share.
 */
#ifndef HP_SESSION_H
#define HP_SESSION_H

#include "hpcc/input_files.h"

#include <stdbool.h>

struct hp_arena;
struct hp_configuration;
struct hp_diag;
struct hp_invocation;

struct hp_session {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const struct hp_invocation *inv;
	const struct hp_configuration *configuration;
	const char *clang;    /* path */
	char *const *env;     /* for every child */
	const char *backend;  /* path */
	const int *functions; /* of each input: memfd with the list, one entry a line; -1: clang alone compiles it */
	int input;            /* memfd with the saved standard input, or -1 */
	struct hp_input_files input_files;
	const char *cwd; /* the current folder, "." if the system does not know it; set by hp_session_enter */
	bool terminal;   /* standard error is one; set by the caller */
	int columns;     /* of it as clang counts them, 0: unknown; the same */
	bool dry_run;    /* -### */
	bool has_entry;  /* the compilation database of -MJ has one of this call */
};

/*
 * Completes a session that has the members in front of `backend`, without the lists, and the configuration's
 * dependencies. `configuration` is the session's, here and below, where it changes. False after a report.
 */
bool hp_session_init(struct hp_session *session, struct hp_configuration *configuration);

/* Reads the list of each input and makes the folders for reports and manifest. False after a report. */
bool hp_session_open(struct hp_session *session, struct hp_configuration *configuration);

/*
 * Goes where -working-directory leads, so that outputs are named as clang names them; what is hpcc's own stays where
 * it is. False after a report.
 */
bool hp_session_enter(struct hp_session *session, struct hp_configuration *configuration);

/* Whether hpcc has something to do for any input: a list holds for it, or its dependencies have to be completed. */
bool hp_session_wanted(const struct hp_session *session);

#endif
