/*
 * Which files the inputs of a call are, however they are named.
 */
#ifndef HP_INPUT_FILES_H
#define HP_INPUT_FILES_H

#include <stddef.h>

struct hp_invocation;

struct hp_input_files {
	const struct hp_invocation *inv;
	struct hp_input_file *slots; /* hash table by identity */
	size_t slot_count;           /* a power of two; 0: not filled yet */
};

/* The input that the existing file `path` (NULL: none) is, or NULL. The inputs are looked at once, at the first call.
 */
const char *hp_input_files_find(struct hp_input_files *files, const char *path);

#endif
