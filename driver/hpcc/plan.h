/*
 * The command lines of one compilation: clang, the back end, plain clang, the link.
 */
#ifndef HP_PLAN_H
#define HP_PLAN_H

#include "base/protocol.h"
#include "base/strvec.h"
#include "cmdline/outputs.h"

struct hp_configuration;
struct hp_diag;
struct hp_invocation;

/* All that the command lines of one input depend on; everything is borrowed. */
struct hp_plan {
	const struct hp_invocation *inv;
	const struct hp_configuration *configuration;
	size_t index; /* of the input */
	const struct hp_outputs *outputs;
	const char *clang;    /* path */
	const char *backend;  /* path */
	bool terminal;        /* standard error is one */
	int columns;          /* of it, as clang counts them; 0: unknown */
	int fds[HP_FD_COUNT]; /* see base/protocol.def; -1: absent */
};

/* `clang ARGS`: what was given, without what is hpcc's own. Untouched response files stay unexpanded. */
void hp_plan_passthrough(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang);

/* `clang QUESTION ARGS`: an option of GNU mode that makes clang answer and do nothing. */
void hp_plan_question(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                      const char *question);

/*
 * A call that links and is clang's alone, with the pad for `triple` (see pad.h). Where the linker refuses what
 * clang makes of /hotpatch, that option goes to the compiler only.
 */
void hp_plan_padded(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang, const char *triple);
/* clang that only preprocesses or lists dependencies: the same, and it names the lists as dependencies. */
void hp_plan_preprocess(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                        const struct hp_strvec *dependencies);

/* clang from source to unoptimised bitcode. */
void hp_plan_clang(struct hp_strvec *argv, const struct hp_plan *plan);

/* clang from rewritten to optimised bitcode: flags with passes that only clang has. */
void hp_plan_optimise(struct hp_strvec *argv, const struct hp_plan *plan);

/* clang as without a list, for its messages alone: it writes no file. */
void hp_plan_words(struct hp_strvec *argv, const struct hp_plan *plan);

/* hpcc-backend. `stage` is "all" or "emit". */
void hp_plan_backend(struct hp_strvec *argv, const struct hp_plan *plan, const char *stage);

/* clang alone on this one input, to the same output. `runs`: its commands under -v have been shown; otherwise the
 * command line is a record. */
void hp_plan_plain(struct hp_strvec *argv, const struct hp_plan *plan, bool runs);

/*
 * The link: compiled inputs are replaced by `objects` (one per input; NULL: not compiled). `triple` is clang's, e.g.
 * "x86_64-pc-windows-msvc19.33.0", for the pad; NULL when it is unknown: then the pad is clang's.
 */
void hp_plan_link(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                  const char *const *objects, const char *triple);

/* Makes a finished command line for clang fit into execve, by a response file in memory if need be. False after a
 * report. */
bool hp_plan_fit(struct hp_strvec *argv, const struct hp_invocation *inv, struct hp_diag *diag);

/* Says under --hpcc-verbose which options are left out with a list. */
void hp_plan_notes(const struct hp_invocation *inv, struct hp_diag *diag);

#endif
