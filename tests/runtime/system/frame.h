/*
 * The frames of a stack on x64 and ARM64, found by the images' tables from the innermost outwards, and what runs on
 * behalf of a frame that is not the innermost: filters, clean-ups, catch blocks.
 */
#ifndef FRAME_H
#define FRAME_H

#include "system.h"

struct frame;

/* A personality routine: where Windows passes a context of the dispatcher's, it has a frame. */
typedef enum disposition (*personality)(struct exception_record *record, uintptr_t establisher,
                                        struct context *raised, struct frame *frame);

enum frame_handler { HANDLES_EXCEPTION = 1, HANDLES_UNWIND = 2 };

/*
 * A catch block that runs. It was called from where its exception was raised; beneath its frame lies the one of the
 * function that has the block, and not those between, which are unwound.
 */
struct catching {
	struct context context; /* of the frame beneath */
	int32_t state;          /* which that frame is in while the block runs */
	struct handled handled;
};

/* Stands for all clean-ups that run: no exception may leave them. */
extern struct catching frame_cleanup;

struct frame {
	struct context context;    /* its registers; pc is where it goes on when the call in it returns */
	struct catching *catching; /* in it */
	/* From the tables: */
	uintptr_t image, establisher;
	uint32_t start;   /* of the function in the image */
	unsigned handles; /* frame_handler */
	personality handler;
	const uint32_t *data; /* for the handler */
	struct context caller;
	/* For the handler, while the stack is unwound: */
	bool is_target;
	int32_t stop; /* which state or scope of the target is not to be left */
};

/* An address in the call that the frame is in. */
uintptr_t frame_call(const struct frame *frame);

/* Fills in a frame of which the context and `catching` are known. False where the stack ends. */
bool frame_find(struct frame *frame);

/* Goes on to the caller, or from a catch block to the frame beneath it. */
void frame_next(struct frame *frame);

/* Fills in what the processor's tables have; `entry` is the address of the function's entry in them. */
void frame_read(struct frame *frame, const uint32_t *entry);

/* Words of an entry of the table of functions, and whether it is the one of an address in the image. */
enum {
#ifdef __x86_64__
	FRAME_ENTRY = 3
#else
	FRAME_ENTRY = 2
#endif
};
bool frame_covers(uintptr_t image, const uint32_t *entry, uint32_t address);

/* The caller of a function that is not in the tables: it has no frame. */
void frame_read_leaf(struct frame *frame);

/* The registers as the caller has them when this returns. */
void context_capture(struct context *context);
_Noreturn void context_restore(const struct context *context, uintptr_t result);

/* By what __try's parts know the frame. */
uintptr_t frame_base(const struct frame *frame);

/*
 * Calls a part of a function on behalf of its frame, with the frame's registers. `catching` is NULL for a filter: an
 * exception in it passes on to the frames that called it.
 */
uintptr_t frame_call_part(const void *part, uintptr_t argument, uintptr_t establisher, struct catching *catching,
                          const struct context *registers);
extern const char frame_part_returns[]; /* where a part goes on when it returns */

/* The `catching` of a frame of frame_call_part. */
struct catching *frame_part_catching(const struct context *context);

/*
 * Unwinds the stack from where the exception was raised, up to `target`, whose handler is called, too. Catch blocks
 * that are left end.
 */
void frame_unwind(struct exception_record *record, const struct context *raised, const struct frame *target,
                  int32_t stop);

#endif
