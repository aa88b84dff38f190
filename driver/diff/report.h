/*
 * What hpcc-diff found: as text, as JSON (config/diff_report.h), and as a function list.
 */
#ifndef HP_DIFF_REPORT_H
#define HP_DIFF_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_comparison;
struct hp_diag;
struct hp_diff_entries;
struct hp_findings;
struct hp_fix;

/* The ends of hpcc-diff, also its exit status. */
enum hp_diff_result { HP_DIFF_PATCHABLE, HP_DIFF_FAILED, HP_DIFF_NOTHING, HP_DIFF_REFUSED };

struct hp_diff_report {
	struct hp_arena *arena;
	enum hp_diff_result result;
	const struct hp_fix *fix;
	const struct hp_comparison *comparisons; /* one for each unit */
	size_t unit_count;
	const struct hp_diff_entries *entries;
	const struct hp_findings *findings;
};

/* The text for people. In the arena. */
const char *hp_diff_report_text(const struct hp_diff_report *report);

/* Writes the document to `stream`. False after a report. */
bool hp_diff_report_json(const struct hp_diff_report *report, struct hp_diag *diag, int stream);

/* The list, one entry a line. In the arena. */
const char *hp_diff_report_list(const struct hp_diff_report *report);

#endif
