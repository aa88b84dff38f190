/*
 * Entries of functions. Decides what may be found at one, and who has put it there.
 */
#include "loader/entry.h"

#include "loader/bytes.h"

enum { KEPT_FIRST = HPL_JUMP_PAD /* where a record keeps the first bytes; the pad's are in front */ };

/* Nothing is written for a form without a pad. */
static bool write(const struct hpl_patch *patch, uint64_t address, const void *data, size_t size)
{
	return !size || hpl_write(patch->process, address, data, size);
}

enum hpl_result hpl_entry_refuse(struct hpl_patch *patch, const struct hpl_entry *entry, enum hpl_result result,
                                 const char *why)
{
	return hpl_refuse_record(patch, &entry->record, "function ", result, why);
}

enum hpl_result hpl_entry_open(struct hpl_patch *patch, struct hpl_entry *entry)
{
	entry->function = patch->base.start + entry->record.target;
	entry->stub = 0;
	if (!hpl_jump_sizes(patch->base.machine, entry->record.room, &entry->before))
		return hpl_entry_refuse(patch, entry, HPL_NO_PATCH,
		                        "there is no room for a jump before it: link the base with /functionpadmin");
	entry->after = entry->before;
	return HPL_DONE;
}

static bool read_bytes(const struct hpl_patch *patch, struct hpl_entry *entry)
{
	struct hpl_jump *before = &entry->before;
	return (!before->pad_size ||
	        hpl_read(patch->process, entry->function - before->pad_size, before->pad, before->pad_size)) &&
	       hpl_read(patch->process, entry->function, before->first, before->first_size);
}

uint64_t hpl_entry_leads_to(const struct hpl_patch *patch, const struct hpl_entry *entry)
{
	unsigned char stub[HPL_JUMP_STUB];
	uint64_t to = hpl_jump_target(patch->base.machine, &entry->before, entry->function), behind = 0;
	if (to && !hpl_jump_is_far(patch->base.machine, &entry->before) &&
	    hpl_read(patch->process, to, stub, sizeof stub))
		behind = hpl_jump_stub_target(patch->base.machine, stub);
	return behind ? behind : to;
}

/* Whether the address lies in a patch image. */
static bool is_in_patch(const struct hpl_patch *patch, uint64_t address)
{
	uint64_t start;
	struct hpl_image image;
	for (unsigned i = 0; patch->process->image(patch->process->self, i, &start); i++)
		if (address >= start && hpl_image_open(&image, patch->process, start) && image.table &&
		    address - start < image.identity.image_size)
			return true;
	return false;
}

static bool is_padding(const unsigned char *pad, unsigned size)
{
	return hpl_is_filled(pad, 0xcc, size) || hpl_is_filled(pad, 0x90, size) || hpl_is_filled(pad, 0, size);
}

/* What stands where the file has something else, for people. */
static const char *describe(const struct hpl_patch *patch, const struct hpl_entry *entry)
{
	const unsigned char *first = entry->before.first;
	if (patch->base.machine == HPL_ARM64)
		return first[3] >> 2 == 5 ? "another program has put a branch there"
		                          : "its first instruction is not the file's";
	if (first[0] == 0xe9 || first[0] == 0xff || first[0] == 0x68)
		return "another program has put a jump there, as Detours and MinHook do";
	if (first[0] == 0xeb)
		return "Windows or another program has hot-patched it";
	return first[0] == 0xcc ? "a debugger's breakpoint is there" : "its first instruction is not the file's";
}

enum hpl_result hpl_entry_check(struct hpl_patch *patch, struct hpl_entry *entry)
{
	const struct hpl_jump *before = &entry->before;
	if (!read_bytes(patch, entry))
		return hpl_entry_refuse(patch, entry, HPL_FAILED, "it cannot be read");
	if (hpl_same(before->first, entry->record.first, before->first_size))
		return is_padding(before->pad, before->pad_size)
		           ? HPL_DONE
		           : hpl_entry_refuse(patch, entry, HPL_HOOKED, "the room before it is in use");
	uint64_t to = hpl_entry_leads_to(patch, entry);
	return to && is_in_patch(patch, to) ? HPL_DONE
	                                    : hpl_entry_refuse(patch, entry, HPL_HOOKED, describe(patch, entry));
}

enum hpl_result hpl_entry_check_own(struct hpl_patch *patch, struct hpl_entry *entry)
{
	if (!read_bytes(patch, entry))
		return hpl_entry_refuse(patch, entry, HPL_FAILED, "it cannot be read");
	uint64_t to = hpl_entry_leads_to(patch, entry);
	if (to == entry->record.where)
		return HPL_DONE;
	if (to && is_in_patch(patch, to))
		return hpl_entry_refuse(patch, entry, HPL_OUT_OF_ORDER,
		                        "another patch lies over this one: undo that first");
	return hpl_entry_refuse(patch, entry, HPL_HOOKED, describe(patch, entry));
}

void hpl_entry_encode(const struct hpl_patch *patch, struct hpl_entry *entry)
{
	hpl_jump_encode(patch->base.machine, &entry->after, entry->function,
	                entry->stub ? entry->stub : entry->record.where);
}

bool hpl_entry_keep(const struct hpl_patch *patch, struct hpl_entry *entry)
{
	const struct hpl_jump *before = &entry->before;
	hpl_fill(entry->record.kept, 0, sizeof entry->record.kept);
	hpl_copy(entry->record.kept, before->pad, before->pad_size);
	hpl_copy(entry->record.kept + (before->pad_size ? KEPT_FIRST : 0), before->first, before->first_size);
	return hpl_image_keep(patch->process, &entry->record);
}

void hpl_entry_recall(const struct hpl_patch *patch, struct hpl_entry *entry)
{
	struct hpl_jump *before = &entry->before;
	(void)patch;
	hpl_copy(before->pad, entry->record.kept, before->pad_size);
	hpl_copy(before->first, entry->record.kept + (before->pad_size ? KEPT_FIRST : 0), before->first_size);
}

bool hpl_entry_enter(const struct hpl_patch *patch, const struct hpl_entry *entry)
{
	const struct hpl_jump *after = &entry->after;
	return write(patch, entry->function - after->pad_size, after->pad, after->pad_size) &&
	       write(patch, entry->function, after->first, after->first_size);
}

bool hpl_entry_leave(const struct hpl_patch *patch, const struct hpl_entry *entry)
{
	const struct hpl_jump *before = &entry->before;
	return write(patch, entry->function, before->first, before->first_size) &&
	       write(patch, entry->function - before->pad_size, before->pad, before->pad_size);
}
