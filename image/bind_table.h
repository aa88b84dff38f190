/*
 * The bind table of a slim patch image, see docs/bind-table.md: what pass/slim writes, a planner fills in and a
 * loader carries out.
 */
#ifndef HP_BIND_TABLE_H
#define HP_BIND_TABLE_H

#include "base/bind.h"

#include <stdbool.h>
#include <stdint.h>

struct hp_pe;

/* A record as it lies in the image; addresses are relative to the image's start, 0: none. */
struct hp_bind_record {
	enum hp_bind_kind kind;
	bool local;
	uint32_t where;
	const char *name;   /* lies in the image */
	const char *module; /* the same; NULL: none */
	int64_t addend;
	uint64_t size;
	uint64_t target, room;
	unsigned char first[HP_BIND_FIRST];
	unsigned char *bytes; /* the record itself, in the file */
};

/* Whether the image has a section for one. */
bool hp_bind_table_is_there(const struct hp_pe *image);

/* Calls `visit` for each record, until it returns false. False then, and with *reason where the table is damaged or
 * of another version, or the image has none. */
bool hp_bind_table_visit(const struct hp_pe *image, bool (*visit)(void *self, const struct hp_bind_record *record),
                         void *self, const char **reason);

/* Writes `size`, `target`, `room` and `first` into the record. */
void hp_bind_record_plan(const struct hp_bind_record *record);

#endif
