/*
 * The command lines of one compilation: clang, the back end, plain clang, the link.
 */
#ifndef HP_COMMAND_H
#define HP_COMMAND_H

#include "base/strvec.h"

#include <stdbool.h>

struct hp_diag;
struct hp_invocation;
struct hp_unit;

/* `clang ARGS`: what was given, without what is hpcc's own. Untouched response files stay unexpanded. */
void hp_command_passthrough(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang);

/* `clang QUESTION ARGS`: an option of GNU mode that makes clang answer and do nothing. */
void hp_command_question(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                         const char *question);

/*
 * A call that links and is clang's alone, with the pad for `triple` (see pad.h). Where the linker refuses what
 * clang makes of /hotpatch, that option goes to the compiler only.
 */
void hp_command_padded(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                       const char *triple);

/* clang that only preprocesses or lists dependencies: the same, and it names the lists as dependencies. */
void hp_command_preprocess(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                           const struct hp_strvec *dependencies);

/* clang from source to unoptimised bitcode. */
void hp_command_clang(struct hp_strvec *argv, const struct hp_unit *unit);

/* clang from rewritten to optimised bitcode: flags with passes that only clang has. */
void hp_command_optimise(struct hp_strvec *argv, const struct hp_unit *unit);

/* clang as without a list, for its messages alone: it writes no file. */
void hp_command_messages(struct hp_strvec *argv, const struct hp_unit *unit);

/* hpcc-backend. `stage` is "all" or "emit". */
void hp_command_backend(struct hp_strvec *argv, const struct hp_unit *unit, const char *stage);

/* clang alone on this one input, to the same output. `runs`: its commands under -v have been shown; otherwise the
 * command line is for the compilation database. */
void hp_command_plain(struct hp_strvec *argv, const struct hp_unit *unit, bool runs);

/*
 * The link: compiled inputs are replaced by `objects` (one per input; NULL: not compiled). `triple` is clang's, e.g.
 * "x86_64-pc-windows-msvc19.33.0", for the pad; NULL when it is unknown: then the pad is clang's.
 */
void hp_command_link(struct hp_strvec *argv, const struct hp_invocation *inv, const char *clang,
                     const char *const *objects, const char *triple);

/* Makes a finished command line for clang fit into execve, by a response file in memory if need be. False after a
 * report. */
bool hp_command_fit(struct hp_strvec *argv, const struct hp_invocation *inv, struct hp_diag *diag);

/* Says under --hpcc-verbose which options are left out with a list. */
void hp_command_note_dropped(const struct hp_invocation *inv, struct hp_diag *diag);

#endif
