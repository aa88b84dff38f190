/*
 * Finds the entry of a function in the tables of its image. Decides what is done where there is none.
 */
#include "loader/unwind.h"

#include "loader/bytes.h"

/* Signed return addresses of ARM64 have something in their upper bits, which addresses of programs have not. */
static const uint64_t address_bits = ((uint64_t)1 << 47) - 1;

enum { X64_ENTRY = 12, ARM64_ENTRY = 8, LR = 30, SP_X64 = 4 };

bool hpl_unwinder_open(struct hpl_unwinder *unwinder, const struct hpl_process *process, enum hpl_machine machine)
{
	uint64_t start;
	unsigned count = 0;
	*unwinder = (struct hpl_unwinder){.process = process, .machine = machine};
	while (process->image(process->self, count, &start))
		count++;
	unwinder->images = process->allocate(process->self, (count + 1) * sizeof *unwinder->images);
	for (unsigned i = 0; unwinder->images && i < count && process->image(process->self, i, &start); i++)
		unwinder->count += hpl_image_open(&unwinder->images[unwinder->count], process, start);
	return unwinder->images != NULL;
}

void hpl_unwinder_close(struct hpl_unwinder *unwinder)
{
	if (unwinder->images)
		unwinder->process->free(unwinder->process->self, unwinder->images);
	unwinder->images = NULL;
}

static const struct hpl_image *find_image(const struct hpl_unwinder *unwinder, uint64_t address)
{
	for (size_t i = 0; i < unwinder->count; i++)
		if (address - unwinder->images[i].start < unwinder->images[i].identity.image_size)
			return &unwinder->images[i];
	return NULL;
}

/* The last entry of a sorted table that starts at the address or before. False if there is none. */
static bool find_entry(const struct hpl_unwinder *unwinder, const struct hpl_image *image, uint32_t address,
                       uint32_t entry[3])
{
	uint32_t size = unwinder->machine == HPL_X64 ? X64_ENTRY : ARM64_ENTRY;
	uint32_t low = 0, high = image->functions_size / size;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (!hpl_read(unwinder->process, image->functions + (uint64_t)middle * size, entry, sizeof *entry))
			return false;
		if (*entry <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low && hpl_read(unwinder->process, image->functions + (uint64_t)(low - 1) * size, entry, size);
}

/* A function without an entry calls none and leaves the stack alone. */
static bool leave_leaf(const struct hpl_unwinder *unwinder, struct hpl_registers *registers)
{
	if (unwinder->machine == HPL_ARM64) {
		registers->pc = registers->general[LR] & address_bits;
		return true;
	}
	if (!hpl_read(unwinder->process, registers->sp, &registers->pc, sizeof registers->pc))
		return false;
	registers->sp += sizeof registers->pc;
	registers->general[SP_X64] = registers->sp;
	return true;
}

bool hpl_unwind(const struct hpl_unwinder *unwinder, struct hpl_registers *registers, bool top, uint64_t *function)
{
	/* Where a call is a function's last instruction, it returns behind the function. */
	uint64_t pc = top ? registers->pc : registers->pc - 1;
	const struct hpl_image *image = find_image(unwinder, pc);
	uint32_t entry[3] = {0};
	*function = 0;
	if (!image || unwinder->machine == HPL_X86 || !image->functions)
		return false;
	uint32_t address = (uint32_t)(pc - image->start);
	bool found = find_entry(unwinder, image, address, entry);
	struct hpl_frame frame = {unwinder->process, image, registers->pc, image->start + entry[0], 0, top};
	bool done;
	if (unwinder->machine == HPL_X64) {
		frame.unwind = entry[2];
		if (!found || address >= entry[1])
			return top && leave_leaf(unwinder, registers);
		done = hpl_unwind_x64(&frame, entry[1], registers);
	} else {
		frame.unwind = entry[1];
		if (!found || !hpl_unwind_arm64_covers(&frame, address - entry[0]))
			return top && leave_leaf(unwinder, registers);
		done = hpl_unwind_arm64(&frame, registers);
	}
	registers->pc &= address_bits;
	*function = frame.start;
	return done;
}
