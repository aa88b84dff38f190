/*
 * How to apply a patch: the addresses that are to be bound and redirected, worked out beforehand from images, maps
 * and manifest (match.h), written as text, and carried out in a process that knows none of these (patch.h).
 */
#ifndef PLAN_H
#define PLAN_H

#include "image/pe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { PLAN_FIRST = 16, PLAN_NAME = 512 };

enum plan_kind {
	PLAN_BIND,  /* the ref at `patch`, which holds the address of `own` in the patch, gets that of `base` */
	PLAN_LEAVE, /* the patch's function at `patch` jumps to `base` */
	PLAN_ENTER  /* the base's function at `base` jumps to `patch` */
};

struct plan_step {
	enum plan_kind kind;
	uint32_t patch, base, own;       /* relative addresses */
	unsigned char first[PLAN_FIRST]; /* the first instruction of the function that is made to jump */
	unsigned first_size;
	char name[PLAN_NAME]; /* for messages */
};

/* What is checked in memory before anything is written. */
struct plan_image {
	uint32_t timestamp, size;
};

struct plan {
	enum hp_pe_machine machine;
	struct plan_image base, patch;
	struct plan_step *steps; /* malloc'ed; binds, then leaves, then enters */
	size_t count;
};

/* Appends a step; the plan is ended by plan_free. */
void plan_add(struct plan *plan, const struct plan_step *step);
void plan_free(struct plan *plan);

/* False on failure, with a message on stderr when reading. */
bool plan_write(const struct plan *plan, FILE *file);
bool plan_read(struct plan *plan, const char *path);

#endif
