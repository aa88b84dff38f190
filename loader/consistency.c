/*
 * Busy threads. Decides what "inside a replaced function" means.
 */
#include "loader/consistency.h"

#include "loader/bytes.h"

enum { FRAMES = 4096, LR = 30 /* of ARM64: where a call puts its return address */ };

static void add(struct hpl_watch *watch, uint64_t start, uint64_t size, const struct hpl_record *function)
{
	watch->low = watch->count && watch->low < start ? watch->low : start;
	watch->high = watch->high > start + size ? watch->high : start + size;
	watch->ranges[watch->count++] = (struct hpl_range){start, start + size, function};
}

/* The base's function, and the earlier patch that has taken its place: no part of that is told from another. */
static void add_entry(struct hpl_watch *watch, const struct hpl_patch *patch, const struct hpl_entry *entry)
{
	uint64_t to = hpl_entry_leads_to(patch, entry);
	add(watch, entry->function, entry->record.size ? entry->record.size : 1, &entry->record);
	for (size_t i = 0; to && i < watch->unwinder.count; i++) {
		const struct hpl_image *image = &watch->unwinder.images[i];
		if (to - image->start < image->identity.image_size)
			add(watch, image->code_start, image->code_end - image->code_start, &entry->record);
	}
}

static void add_patch(struct hpl_watch *watch, const struct hpl_patch *patch)
{
	for (size_t i = 0; watch->enters && i < patch->count; i++)
		add_entry(watch, patch, &patch->entries[i]);
	if (!watch->enters)
		add(watch, patch->image.code_start, patch->image.code_end - patch->image.code_start, NULL);
}

bool hpl_watch_open(struct hpl_watch *watch, const struct hpl_patch *patches, size_t count, bool enters)
{
	const struct hpl_process *process = patches->process;
	size_t room = count;
	hpl_fill(watch, 0, sizeof *watch);
	watch->patches = patches;
	watch->patch_count = count;
	watch->enters = enters;
	if (patches->rules.consistency != HPL_CONSISTENCY_STACK)
		return true;
	for (size_t i = 0; i < count; i++)
		room += 2 * patches[i].count;
	watch->ranges = process->allocate(process->self, room * sizeof *watch->ranges);
	if (!watch->ranges || !hpl_unwinder_open(&watch->unwinder, process, patches->base.machine))
		return false;
	for (size_t i = 0; i < count; i++)
		add_patch(watch, &patches[i]);
	return true;
}

void hpl_watch_close(struct hpl_watch *watch)
{
	hpl_unwinder_close(&watch->unwinder);
	if (watch->ranges)
		watch->patches->process->free(watch->patches->process->self, watch->ranges);
	watch->ranges = NULL;
}

/* One store for each function is all that is seen, unless a thread may be in a room that changes, too. */
static bool changes_room(const struct hpl_watch *watch, const struct hpl_patch *patch)
{
	for (size_t i = 0; i < patch->count; i++) {
		const struct hpl_jump *before = &patch->entries[i].before;
		if (before->pad_size && (!watch->enters || before->first[0] == 0xeb))
			return true;
	}
	return false;
}

/* The functions of several patches change together, or some of them twice. */
bool hpl_watch_stops(const struct hpl_watch *watch)
{
	return watch->patches->rules.consistency != HPL_CONSISTENCY_NONE || watch->patch_count > 1 ||
	       changes_room(watch, watch->patches);
}

/* `function`: where the function starts that the address lies in; 0: it is not known. */
static bool is_inside(struct hpl_watch *watch, uint64_t address, uint64_t function)
{
	watch->found = NULL;
	if (!function && (address < watch->low || address >= watch->high))
		return false;
	for (size_t i = 0; i < watch->count; i++) {
		const struct hpl_range *range = &watch->ranges[i];
		watch->found = range;
		if ((address >= range->start && address < range->end) || (function && function == range->start))
			return true;
	}
	watch->found = NULL;
	return false;
}

/*
 * Whether a word of the stack may be a return address into what is replaced. The start of a function is none: its
 * address may lie anywhere.
 */
static bool scan(struct hpl_watch *watch, uint64_t from, const struct hpl_registers *registers)
{
	enum { PART = 64 };
	const struct hpl_process *process = watch->patches->process;
	size_t width = watch->patches->base.machine == HPL_X86 ? 4 : 8;
	uint64_t words[PART], end = process->stack_end(process->self, registers->sp), bits = UINT64_MAX >> 17;
	if (watch->patches->base.machine == HPL_ARM64 && is_inside(watch, (registers->general[LR] & bits) - 1, 0))
		return true;
	if (end < from) /* nothing is known of it */
		return true;
	for (uint64_t at = from / width * width; at < end;) {
		size_t size = end - at < sizeof words ? (size_t)(end - at) : sizeof words;
		if (!hpl_read(process, at, words, size))
			return true;
		for (size_t i = 0; i + width <= size; i += width) {
			uint64_t word = 0;
			hpl_copy(&word, (const unsigned char *)words + i, width);
			if (is_inside(watch, (word & bits) - 1, 0))
				return true;
		}
		at += size;
	}
	return false;
}

/* Frame by frame; from where it is not known how a function was called, each word of the stack counts. */
static bool is_on_stack(struct hpl_watch *watch, const struct hpl_registers *registers)
{
	struct hpl_registers at = *registers;
	for (unsigned i = 0; i < FRAMES && at.pc; i++) {
		uint64_t function, pc = i ? at.pc - 1 : at.pc, from = at.sp;
		bool known = hpl_unwind(&watch->unwinder, &at, i == 0, &function);
		if (is_inside(watch, pc, function))
			return true;
		if (!known || (i && at.sp <= from))
			return scan(watch, from, registers);
	}
	return false;
}

/* Between the two jumps of a function: neither may change under a thread. */
static bool is_in_room(const struct hpl_patch *patch, uint64_t address)
{
	for (size_t i = 0; i < patch->count; i++) {
		uint64_t function = patch->entries[i].function;
		if (address >= function - patch->entries[i].after.pad_size && address < function)
			return true;
	}
	return false;
}

bool hpl_watch_is_busy(void *context, const struct hpl_registers *registers)
{
	struct hpl_watch *watch = context;
	watch->found = NULL;
	for (size_t i = 0; i < watch->patch_count; i++)
		if (is_in_room(&watch->patches[i], registers->pc))
			return true;
	return watch->patches->rules.consistency == HPL_CONSISTENCY_STACK && is_on_stack(watch, registers);
}

enum hpl_result hpl_watch_refuse(const struct hpl_watch *watch, struct hpl_patch *patch, uint64_t thread)
{
	if (!thread)
		return hpl_refuse(patch, HPL_BUSY, "the other threads cannot be stopped");
	if (watch->found && watch->found->function) {
		hpl_refuse_record(patch, watch->found->function, "function ", HPL_BUSY, "thread ");
		hpl_reason_add_number(&patch->reason, thread);
		hpl_reason_add(&patch->reason, patch->base.machine == HPL_X86 ? " may be in it" : " is in it");
		return HPL_BUSY;
	}
	hpl_refuse(patch, HPL_BUSY, "thread ");
	hpl_reason_add_number(&patch->reason, thread);
	hpl_reason_add(&patch->reason,
	               watch->found ? patch->base.machine == HPL_X86 ? " may be in the patch" : " is in the patch"
	                            : " cannot be stopped where it may be");
	return HPL_BUSY;
}
