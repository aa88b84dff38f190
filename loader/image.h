/*
 * An image in the memory of a process: what its headers say, and, of a patch image, its bind table
 * (docs/bind-table.md).
 */
#ifndef HPL_IMAGE_H
#define HPL_IMAGE_H

#include "loader/jump.h"
#include "loader/process.h"

enum { HPL_NAME = 256 };

/* What tells one build of an image from another. */
struct hpl_identity {
	uint32_t image_size, timestamp, checksum, age;
	unsigned char guid[16]; /* of its PDB; zeros: none */
};

struct hpl_image {
	uint64_t start;
	enum hpl_machine machine;
	struct hpl_identity identity;
	uint64_t table;      /* of a patch image; 0: the image has none */
	uint32_t table_size; /* bytes */
	uint64_t functions;  /* the table of functions that unwinding uses; 0: none */
	uint32_t functions_size;
	uint64_t code_start, code_end; /* all sections with code */
};

/* A record of the bind table. Addresses are those of the process. */
struct hpl_record {
	uint64_t at; /* the record itself */
	unsigned kind, flags;
	uint64_t where, name, module; /* texts end with a zero byte; `module` is 0 for none */
	int64_t addend;
	uint64_t size;
	uint64_t target, room;   /* planned */
	unsigned char first[16]; /* planned */
	unsigned char kept[16];  /* the loader's: see patch.c */
};

/* Reads the headers. False if no image is there, or not all of it can be read. */
bool hpl_image_open(struct hpl_image *image, const struct hpl_process *process, uint64_t start);

/* Reads the record at `offset` of the table; *end at its end. False if the table is damaged or of another version. */
bool hpl_image_record(const struct hpl_image *image, const struct hpl_process *process, uint32_t offset,
                      struct hpl_record *record, bool *end);

/* Writes what the loader keeps in a record. */
bool hpl_image_keep(const struct hpl_process *process, const struct hpl_record *record);

/* Reads a text of the image, cut off where it is too long. */
bool hpl_image_text(const struct hpl_process *process, uint64_t address, char text[HPL_NAME]);

#endif
