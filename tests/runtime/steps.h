/*
 * A scenario's steps, and who carries them out: what a program does, when it is patched, and what must come of it.
 *
 *   load IMAGE               the program; without this line it is base.dll
 *   call NAME ARG… = RESULT  calls an export of the program with at most four integers
 *   ends NAME ARG… = TEXT…   the call must not return, for a reason that has TEXT in it; only in Unicorn
 *   patch N, undo N          applies patch number N, takes it back
 *   refuse N TEXT…           applying patch N must fail with a reason that has TEXT in it
 *   consistency WORD         of the patches that follow: none, ip or stack, as hpcc-load has it; slim patches alone
 *   start NAME               begins an export of the program on another thread
 *   join = RESULT            waits for its end
 *   repeat N … end           does the steps between N times
 */
#ifndef STEPS_H
#define STEPS_H

#include <stdbool.h>
#include <stdint.h>

enum { STEPS_ARGS = 4 };

enum steps_status {
	STEPS_PASS = 0,
	STEPS_WRONG = 1,    /* a result is not the expected one */
	STEPS_UNUSABLE = 2, /* the scenario itself cannot be carried out */
	STEPS_CRASH = 3,
	STEPS_REFUSED = 4
};

struct stage {
	void *self;
	enum steps_status (*load)(void *self, const char *image);
	enum steps_status (*call)(void *self, const char *name, const int32_t args[STEPS_ARGS], unsigned count,
	                          int32_t *result);
	/* *reason is set where they refuse; it lives as long as the stage. */
	enum steps_status (*patch)(void *self, unsigned number, const char **reason);
	enum steps_status (*undo)(void *self, unsigned number, const char **reason);
	enum steps_status (*start)(void *self, const char *name);
	enum steps_status (*join)(void *self, int32_t *result);
	enum steps_status (*consistency)(void *self, const char *word);
	/* Why the last call did not return, after which the next can be made; NULL where such a run is over. */
	const char *(*reason)(void *self);
};

/* Carries out the file, up to the first step that fails; says on stdout which one and why. */
enum steps_status steps_run(const struct stage *stage, const char *path);

#endif
