/*
 * Frames of a stopped thread, by what compilers tell of their functions: the unwind data of x64 and ARM64.
 */
#ifndef HPL_UNWIND_H
#define HPL_UNWIND_H

#include "loader/image.h"

/* What is known of the images of a process while its threads are stopped. */
struct hpl_unwinder {
	const struct hpl_process *process;
	enum hpl_machine machine;
	struct hpl_image *images; /* as many as `count` */
	size_t count;
};

/* Finds all images. False if there is no memory. hpl_unwinder_close releases. */
bool hpl_unwinder_open(struct hpl_unwinder *unwinder, const struct hpl_process *process, enum hpl_machine machine);
void hpl_unwinder_close(struct hpl_unwinder *unwinder);

/*
 * Goes to the caller of the function at registers->pc. `top`: the thread stands there; else it returns there.
 * *function gets the start of that function, of all its parts; 0 if no table has it. False where nothing tells who
 * the caller is, and on x86.
 */
bool hpl_unwind(const struct hpl_unwinder *unwinder, struct hpl_registers *registers, bool top, uint64_t *function);

/* The same for each processor, of a function with an entry in the table of its image. `start` is its address. */
struct hpl_frame {
	const struct hpl_process *process;
	const struct hpl_image *image;
	uint64_t pc, start; /* `start` changes to that of the first part */
	uint32_t unwind;    /* the entry's word */
	bool top;
};
bool hpl_unwind_x64(struct hpl_frame *frame, uint32_t end, struct hpl_registers *registers);
bool hpl_unwind_arm64(struct hpl_frame *frame, struct hpl_registers *registers);

/* Whether an entry of ARM64 goes as far as `distance` bytes from its start. */
bool hpl_unwind_arm64_covers(const struct hpl_frame *frame, uint64_t distance);

#endif
