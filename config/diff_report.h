/*
 * What hpcc-diff found, as one JSON document; config/diff-report.schema.json describes it.
 */
#ifndef HP_DIFF_REPORT_DOCUMENT_H
#define HP_DIFF_REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

enum { HP_DIFF_REPORT_VERSION = 1 }; /* counts up with incompatible changes */

/* A function. Everything here is borrowed. */
struct hp_diff_function {
	const char *symbol, *source;
	const char *reason; /* NULL: only one version has it */
};

struct hp_diff_finding {
	const char *kind, *symbol, *place, *reason, *remedy;
	bool allowed;
};

struct hp_diff_document {
	const char *result;  /* "patchable", "nothing changed" or "not patchable" */
	const char *overlay; /* for clang; "": the sources have the fix */
	const char *const *files;
	size_t file_count;
	const char *const *others; /* of these, what was compiled into no unit */
	size_t other_count;
	size_t units;
	const struct hp_diff_function *functions, *absent, *added, *removed;
	size_t function_count, absent_count, added_count, removed_count;
	const struct hp_diff_finding *findings;
	size_t finding_count;
};

/* Writes the document to `stream`. False after a report to `diag`. */
bool hp_diff_document_write(const struct hp_diff_document *document, int stream, struct hp_diag *diag);

/* The overlay that a document names, in the arena. NULL after a report. */
const char *hp_diff_document_overlay(struct hp_arena *arena, struct hp_diag *diag, const char *path);

#endif
