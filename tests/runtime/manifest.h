/*
 * What a patch is meant to replace: the functions in hpcc's manifest, or, for objects of a compiler that writes none,
 * in a plain list.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_arena;

struct listed {
	const char *symbol; /* as the object file spells it */
	const char *object; /* file name without folder; NULL: any object */
	bool part;          /* split off a listed function by the optimiser: goes with it, is not entered itself */
};

/* What a ref points to, as the patch has it. */
struct data {
	const char *ref;    /* as LLVM IR spells it */
	const char *object; /* file name without folder */
	bool is_internal, is_function;
	uint32_t size; /* bytes; 0: unknown */
};

/* Data that refs lead to, and where it holds addresses of constants without a symbol. */
struct contents {
	const char *name;   /* as LLVM IR spells it */
	const char *object; /* file name without folder */
	bool is_internal;
	uint32_t size; /* bytes */
	struct literal {
		uint32_t offset, size;
	} *literals;
	size_t literal_count;
};

struct manifest {
	struct listed *functions;
	size_t count, room;
	struct data *data;
	size_t data_count, data_room;
	struct contents *contents;
	size_t contents_count, contents_room;
	bool statics_stay; /* those that are not listed: the compiler has rewritten them, too, as hpcc does */
};

/* Reads the lines of --hpcc-manifest; of several lines of one object the last one counts. False and a message. */
bool manifest_read(struct manifest *manifest, struct hp_arena *arena, const char *path);

/* Reads a list of symbols, one a line. False and a message. */
bool manifest_read_list(struct manifest *manifest, struct hp_arena *arena, const char *path);

/*
 * What is known of the ref of that name in the manifest, of an internal one in `object`; where several files know the
 * global, all of it together. False if nothing is.
 */
bool manifest_data(const struct manifest *manifest, const char *ref, const char *object, struct data *data);

/* What the manifest says of the data of that name, of internal one in `object`. NULL if nothing. */
const struct contents *manifest_contents(const struct manifest *manifest, const char *name, const char *object,
                                         bool is_internal);

#endif
