/*
 * What hpcc-replay did, as one JSON document; config/replay-report.schema.json describes it. And what it reads back
 * from hpcc's own reports.
 */
#ifndef HP_REPLAY_REPORT_H
#define HP_REPLAY_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

enum { HP_REPLAY_REPORT_VERSION = 1 }; /* counts up with incompatible changes */

/* A listed function in a rebuilt object. Everything here is borrowed. */
struct hp_replay_function {
	const char *entry, *symbol;
	const char *object, *source;
	size_t refs;
};

struct hp_replay_object {
	const char *object, *source, *base; /* base "": not known */
	const char *reason;                 /* why it was chosen */
	const char *state;                  /* "built", "current", "failed" or "waiting" */
	unsigned warnings;
	const char *directory; /* where the command runs */
	const char *const *arguments;
	size_t argument_count;
	const char *const *changed; /* files of --affected-by that it was compiled from, as it names them */
	size_t changed_count;
};

struct hp_replay_report {
	const char *base, *output; /* folders */
	const char *image;         /* "": none was asked for */
	bool complete;             /* every listed function was rebuilt */
	double seconds;
	size_t units; /* translation units of the base build */
	const struct hp_replay_function *functions;
	size_t function_count;
	const struct hp_replay_object *objects;
	size_t object_count;
	const char *const *missing; /* entries without a rebuilt function */
	size_t missing_count;
};

/* Writes the document to `stream`. False after a report to `diag`. */
bool hp_replay_report_write(const struct hp_replay_report *report, int stream, struct hp_diag *diag);

/* Reads a document: base, output, image, and what was made of the objects; in the arena. False after a report. */
bool hp_replay_report_read(struct hp_replay_report *report, struct hp_arena *arena, struct hp_diag *diag,
                           const char *path);

/* The number of warnings in a report of hpcc's; 0 if it cannot be read. */
unsigned hp_replay_report_warnings(const char *path);

#endif
