/*
 * Response files: `@file` replaced by the arguments the file holds.
 */
#ifndef HP_RSPFILE_H
#define HP_RSPFILE_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_strvec;

enum hp_quoting {
	HP_QUOTING_GNU,     /* of response files */
	HP_QUOTING_WINDOWS, /* of response files and command lines */
	HP_QUOTING_SHELL    /* of command lines: POSIX words, without expansions */
};

/*
 * Appends `args` to `out`, with every `@file` expanded, nested ones too (relative to the current folder). A file that
 * cannot be read, or that is part of itself, stays as `@file`: clang says what is wrong with it. UTF-8 with or
 * without a byte order mark, and UTF-16. True when something was expanded. Source: llvm/lib/Support/CommandLine.cpp,
 * ExpansionContext::expandResponseFiles.
 */
bool hp_rspfile_expand(struct hp_arena *arena, const char *const *args, size_t count, enum hp_quoting quoting,
                       struct hp_strvec *out);

/*
 * The same as clang-cl does it: what stands behind /link in a file ends with its line. In `out` all of it is last,
 * because there it has no end.
 */
bool hp_rspfile_expand_cl(struct hp_arena *arena, const char *const *args, size_t count, enum hp_quoting quoting,
                          struct hp_strvec *out);

/*
 * Makes a command line that is too long for the system short: everything behind argv[1 + keep] goes to a memory file,
 * named by `@` and its path, which children inherit. Shorter ones stay as they are. `keep` arguments stay in front,
 * because clang reads them before it expands files. False and errno when no memory file can be made.
 */
bool hp_rspfile_shorten(struct hp_strvec *argv, size_t keep);

/* Appends the arguments in `text` to `out`. Backslashes, quotes and blanks as `quoting` has it. Source: LLVM's
 * TokenizeGNUCommandLine, which drops empty words, and TokenizeWindowsCommandLine. */
void hp_rspfile_split(struct hp_arena *arena, const char *text, enum hp_quoting quoting, struct hp_strvec *out);

/* The word in Windows quoting. */
const char *hp_rspfile_quote_windows(struct hp_arena *arena, const char *word);

#endif
