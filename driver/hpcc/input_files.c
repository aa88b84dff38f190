/*
 * Which files the inputs of a call are. Decides by what the system says they are; libraries and objects are the
 * linker's business.
 */
#include "hpcc/input_files.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "cmdline/invocation.h"

struct hp_input_file {
	struct hp_os_info info;
	const char *name; /* NULL: a free slot */
};

/* The slot of a file: the one that holds it, or the free one where it belongs. */
static struct hp_input_file *slot_of(const struct hp_input_files *files, const struct hp_os_info *info)
{
	uint64_t hash = hp_hash_bytes(HP_HASH_START, &info->index, sizeof info->index);
	for (size_t i = (size_t)hash;; i++) {
		struct hp_input_file *slot = &files->slots[i & (files->slot_count - 1)];
		if (!slot->name || hp_os_is_same(&slot->info, info))
			return slot;
	}
}

static void fill(struct hp_input_files *files)
{
	const struct hp_invocation *inv = files->inv;
	struct hp_os_info info;
	for (files->slot_count = 16; files->slot_count < 2 * inv->input_count; files->slot_count *= 2)
		;
	files->slots = hp_arena_calloc(inv->arena, files->slot_count, sizeof *files->slots);
	for (size_t i = 0; i < inv->input_count; i++) {
		const struct hp_input *input = &inv->inputs[i];
		if (input->kind == HP_INPUT_LINKER || !hp_os_info(input->name, &info))
			continue;
		struct hp_input_file *slot = slot_of(files, &info);
		if (!slot->name)
			*slot = (struct hp_input_file){info, input->name};
	}
}

const char *hp_input_files_find(struct hp_input_files *files, const char *path)
{
	struct hp_os_info info;
	if (!path || !hp_os_info(path, &info) || info.kind != HP_OS_FILE)
		return NULL;
	if (!files->slot_count)
		fill(files);
	return slot_of(files, &info)->name;
}
