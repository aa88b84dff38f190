/*
 * The steps of a slim patch: what the base has leaves the unit before optimisation; what is left of it is bound after
 * optimisation.
 */
#ifndef HP_SLIM_H
#define HP_SLIM_H

#include "base/bind.h"

#include <llvm-c/Core.h>
#include <stdbool.h>
#include <stdint.h>

struct hp_module;

/* words.c: addresses of what the base has, inside constants and new variables, become words that are bound. */
bool hp_slim_words(struct hp_module *module);

/* A record of the bind table. */
struct hp_bind {
	enum hp_bind_kind kind;
	LLVMValueRef where; /* what is bound */
	uint64_t offset;    /* bytes into it */
	const char *symbol; /* as the base has it */
	int64_t addend;     /* bytes */
	uint64_t size;      /* of the variable, 0: unknown */
	bool local;         /* static in its object */
};

/* bind_table.c: adds a record to the table of the unit. */
void hp_slim_bind(struct hp_module *module, const struct hp_bind *bind);

/* Adds the first record, which names the base, and the end of the table: once for an image. */
void hp_slim_ends(struct hp_module *module);

/* Adds the records of all refs and marked functions. */
void hp_slim_table(struct hp_module *module);

#endif
