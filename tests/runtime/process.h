/*
 * The running Windows process as the memory of a patch: real pages, real threads.
 */
#ifndef PROCESS_H
#define PROCESS_H

#include "memory.h"

enum { PROCESS_THREADS = 64 };

struct process {
	void *threads[PROCESS_THREADS]; /* stopped by pause */
	unsigned count;
};

struct memory process_memory(struct process *process);

/* An exception that nothing handles ends the process with that status, and a line on stdout. */
void process_end_on_crash(unsigned status);

#endif
