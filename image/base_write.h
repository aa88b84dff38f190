/*
 * Writes a base description, row by row, into memory; the caller makes it a file. Numbers and meanings are those of
 * image/base.h. All functions return false after a report.
 */
#ifndef HP_BASE_WRITE_H
#define HP_BASE_WRITE_H

#include "image/base.h"

struct hp_base_writer;

/* A module; `object` and `source` are whole paths. */
struct hp_base_module_row {
	int64_t id; /* from 1 on */
	const char *object, *archive, *source;
	int hotpatch;   /* 1: compiled for hot-patching, 0: not, -1: not known */
	bool described; /* its static symbols are known */
};

/* Gives; NULL after a report. hp_base_writer_free releases; NULL is allowed. */
struct hp_base_writer *hp_base_writer_new(struct hp_arena *arena, struct hp_diag *diag);
void hp_base_writer_free(struct hp_base_writer *writer);

bool hp_base_write_identity(struct hp_base_writer *writer, const struct hp_base_identity *identity);
bool hp_base_write_module(struct hp_base_writer *writer, const struct hp_base_module_row *module);

/* `symbol->id` is its number, from 1 on; its object, archive, source and hotpatch are `module`'s, 0 for none. */
bool hp_base_write_symbol(struct hp_base_writer *writer, const struct hp_base_symbol *symbol, int64_t module);

bool hp_base_write_contents(struct hp_base_writer *writer, int64_t symbol, const void *bytes, size_t size);
bool hp_base_write_relocation(struct hp_base_writer *writer, int64_t symbol, uint32_t offset, const char *target,
                              uint32_t addend);

/* Makes the indexes and writes the whole file to a descriptor. */
bool hp_base_writer_finish(struct hp_base_writer *writer, int stream);

#endif
