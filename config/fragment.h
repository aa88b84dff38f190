/*
 * One entry of a compilation database, as clang's -MJ writes it.
 */
#ifndef HP_FRAGMENT_H
#define HP_FRAGMENT_H

#include <stdbool.h>

struct hp_diag;
struct hp_strvec;

/* Everything is borrowed. */
struct hp_fragment {
	const char *directory;             /* where the command runs */
	const char *file;                  /* the source as it is named */
	const char *output;                /* the object as it is named */
	const struct hp_strvec *arguments; /* program first */
};

/*
 * Writes the entry with a comma and a line end to the file `path`; `more`: behind what is there. Bytes that are not
 * UTF-8 become U+FFFD. False after a report. Source: clang/lib/Driver/ToolChains/Clang.cpp,
 * DumpCompilationDatabase.
 */
bool hp_fragment_write(const struct hp_fragment *fragment, const char *path, bool more, struct hp_diag *diag);

#endif
