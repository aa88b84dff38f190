/*
 * Which files the inputs of a call are. Decides by device and inode; libraries and objects are the linker's business.
 */
#define _GNU_SOURCE
#include "hpcc/input_files.h"

#include "base/arena.h"
#include "base/hash.h"
#include "cmdline/invocation.h"

#include <sys/stat.h>

struct hp_input_file {
	dev_t device;
	ino_t inode;
	const char *name; /* NULL: a free slot */
};

/* The slot of a file: the one that holds it, or the free one where it belongs. */
static struct hp_input_file *slot_of(const struct hp_input_files *files, const struct stat *st)
{
	uint64_t hash = hp_hash_bytes(HP_HASH_START, &st->st_ino, sizeof st->st_ino);
	for (size_t i = (size_t)hash;; i++) {
		struct hp_input_file *slot = &files->slots[i & (files->slot_count - 1)];
		if (!slot->name || (slot->device == st->st_dev && slot->inode == st->st_ino))
			return slot;
	}
}

static void fill(struct hp_input_files *files)
{
	const struct hp_invocation *inv = files->inv;
	struct stat st;
	for (files->slot_count = 16; files->slot_count < 2 * inv->input_count; files->slot_count *= 2)
		;
	files->slots = hp_arena_calloc(inv->arena, files->slot_count, sizeof *files->slots);
	for (size_t i = 0; i < inv->input_count; i++) {
		const struct hp_input *input = &inv->inputs[i];
		if (input->kind == HP_INPUT_LINKER || stat(input->name, &st) != 0)
			continue;
		struct hp_input_file *slot = slot_of(files, &st);
		if (!slot->name)
			*slot = (struct hp_input_file){st.st_dev, st.st_ino, input->name};
	}
}

const char *hp_input_files_find(struct hp_input_files *files, const char *path)
{
	struct stat st;
	if (!path || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return NULL;
	if (!files->slot_count)
		fill(files);
	return slot_of(files, &st)->name;
}
