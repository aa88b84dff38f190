/*
 * Preprocessing with a function list, and compiling what was preprocessed elsewhere.
 *
 * Compiler caches decide by the preprocessed text, and compile servers get nothing else. Therefore the text says at
 * its end which list and which programs it was made for.
 */
#ifndef HP_PREPROCESS_H
#define HP_PREPROCESS_H

#include <stdbool.h>
#include <stddef.h>

struct hp_diag;
struct hp_invocation;
struct hp_session;

/* Whether the command line asks for nothing but preprocessing (-E) or dependencies (-M). */
bool hp_preprocess_applies(const struct hp_invocation *inv);

/* Runs clang and completes its text. An exit status. */
int hp_preprocess_run(struct hp_session *session);

/* The source that the input with this index was made from: of preprocessed text what its first line says, else the
 * input itself. */
const char *hp_preprocess_source(const struct hp_invocation *inv, size_t index);

/*
 * Whether the input with this index, if it says which list it was preprocessed for, says `digest`. False after a
 * report.
 */
bool hp_preprocess_check(const struct hp_invocation *inv, size_t index, const char *digest, struct hp_diag *diag);

#endif
