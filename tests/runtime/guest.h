/*
 * Images in a Unicorn machine as the Windows loader would put them there: each at an address of its own, imports
 * bound to the images loaded before it, thread-local variables in each thread's block.
 */
#ifndef GUEST_H
#define GUEST_H

#include "base/diag.h"
#include "machine.h"

enum { GUEST_IMAGES = 8, GUEST_REASON = 256 };

struct guest_image {
	struct hp_pe pe;
	uint64_t base;
	char name[64];
	struct hp_pe_tls tls; /* size 0: none */
	uint64_t tls_copies[MACHINE_THREADS];
};

struct guest {
	struct machine machine;
	struct guest_image images[GUEST_IMAGES];
	unsigned count;
	uint64_t next_base, tls_end;
	uint64_t reserved; /* bytes for jumps of the loader */
	bool failed;       /* while imports are bound */
	struct hp_diag diag;
};

/*
 * Loads an image; the first one decides which processor it is, and may be the system's (system/), which the others
 * import from. NULL and a message on failure.
 */
struct guest_image *guest_load(struct guest *guest, const char *path);

/* Gives a thread new thread-local variables, as one that begins has. */
bool guest_renew(struct guest *guest, unsigned thread);

/* Whether the first thread is out of all that handles exceptions, as it must be between calls. */
bool guest_is_unwound(struct guest *guest);

/* Why the system ended the run; empty if it did not. The first thread can begin again then. */
void guest_reason(struct guest *guest, char reason[GUEST_REASON]);

void guest_close(struct guest *guest);

#endif
