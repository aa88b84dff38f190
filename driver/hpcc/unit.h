/*
 * One input's compilation as processes: the descriptors that clang and the back end share, and their runs.
 */
#ifndef HP_UNIT_H
#define HP_UNIT_H

#include "base/protocol.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_outputs;
struct hp_session;

struct hp_unit {
	struct hp_session *session;
	size_t index; /* of the input */
	const struct hp_outputs *outputs;
	int fds[HP_FD_COUNT]; /* see base/protocol.def; -1: absent */
	int out, err;    /* memfds: what clang wrote in the first run; -1: there is nothing, or it has been shown */
	int backend_err; /* the same of the back end, standard error alone */
};

/* Sets everything up but opens nothing. `outputs` is borrowed. */
void hp_unit_init(struct hp_unit *unit, struct hp_session *session, size_t index, const struct hp_outputs *outputs);

/* Opens the descriptors of the first run. False after a report. */
bool hp_unit_open(struct hp_unit *unit);

/* Closes what is open. */
void hp_unit_close(struct hp_unit *unit);

/*
 * Whether clang has crashed in the run whose messages are kept. Its reproducer would be of our command: it is to run
 * once more on the user's own, hp_unit_run_plain, and to write that one.
 */
bool hp_unit_crashed(const struct hp_unit *unit);

/* First run: source to bitcode to, perhaps, everything. The status is hp_pair_run's. hp_unit_show shows the messages.
 */
int hp_unit_run_all(struct hp_unit *unit, bool *clang_failed);

/* Second run: clang optimises the rewritten bitcode, the back end emits. An exit status. */
int hp_unit_run_optimise(struct hp_unit *unit);

/* Passes on what clang wrote in the first run to standard output, `out`, and error, `err`, and then what the back end
 * did. The rest is dropped: another run has said it. */
void hp_unit_show(struct hp_unit *unit, bool out, bool err);

/* clang as without a list, whose messages alone count. An exit status. */
int hp_unit_run_messages(struct hp_unit *unit);

/* Passes on what LLVM found in the back end, where clang cannot say it. False if that is an error. */
bool hp_unit_show_said(struct hp_unit *unit);

/* The first run's bitcode once more, from clang alone and without a word: a memory file, or -1. */
int hp_unit_read_again(struct hp_unit *unit);

/* clang alone. An exit status. */
int hp_unit_run_plain(struct hp_unit *unit);

/* clang's -triple from its cc1 line, after the first run. NULL when there is none. */
const char *hp_unit_triple(struct hp_unit *unit);

#endif
