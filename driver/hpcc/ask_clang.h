/*
 * What clang compiles for, and which clang it is, where no compilation has told.
 */
#ifndef HP_ASK_CLANG_H
#define HP_ASK_CLANG_H

#include <stdbool.h>

struct hp_diag;
struct hp_invocation;
struct hp_strvec;

/*
 * clang's target for this command line, e.g. "x86_64-pc-windows-msvc19.33.0", asked of clang itself. NULL where clang
 * does not tell, as for a command line that it refuses (it then says so itself when it runs), and after a report. The
 * string lives in the invocation's arena.
 */
const char *hp_ask_clang_triple(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang,
                                char *const *env);

/* clang's major version, e.g. 22; 0 where it does not tell, and after a report. */
unsigned long hp_ask_clang_version(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang,
                                   char *const *env);

/* Runs a finished command line of clang and gives what it writes to its standard error, in the invocation's arena; an
 * exit status in *status. NULL after a report. */
const char *hp_ask_clang_messages(const struct hp_invocation *inv, struct hp_diag *diag, struct hp_strvec *argv,
                                  char *const *env, int *status);

/* Whether clang accepts the command line: the options and that the inputs are there. */
bool hp_ask_clang_accepts(const struct hp_invocation *inv, struct hp_diag *diag, const char *clang, char *const *env);

#endif
