/*
 * Two copies of an image in this process, for the shadow test under Wine: the code of the first works on the data of
 * the second, so what it changes in the writable sections of its own is a redirection that was missed.
 */
#ifndef TWINS_H
#define TWINS_H

#include "patch.h"
#include "process.h"

#include <windows.h>

enum { TWINS_SECTIONS = 32 };

/* A writable section of the first copy as it was. */
struct twins_section {
	const unsigned char *at;
	unsigned char *before; /* malloc'ed */
	size_t size;
};

struct twins {
	HMODULE image, twin; /* twin: NULL if there is one image alone */
	struct plan plan;
	struct patch patch;
	struct process process;
	struct memory memory;
	struct twins_section sections[TWINS_SECTIONS];
	unsigned count;
};

/* What to load; twin, plan and left_out may be NULL. left_out names a ref that is left as it was loaded. */
struct twins_files {
	const char *image, *twin, *plan, *left_out;
};

/*
 * Loads the images and applies the plan. Returns 0, or the exit status for a program that cannot go on: 2, something
 * cannot be read; 4, the plan was refused, and stdout says why. The images stay until the process ends.
 */
int twins_open(struct twins *twins, const struct twins_files *files);

/* Prints `changed RVA` for each byte of the first copy's writable sections that is another than before, then
 * `compared N`. */
void twins_report(const struct twins *twins);

#endif
