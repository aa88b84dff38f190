/*
 * Reports. Decides their form; every fact in them was decided elsewhere.
 */
#include "diff/report.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "base/text.h"
#include "config/diff_report.h"
#include "diff/compare.h"
#include "diff/entries.h"
#include "diff/finding.h"
#include "diff/fix.h"
#include "image/display.h"
#include "image/pe.h"

#include <string.h>

static const char *const results[] = {"patchable", "failed", "nothing changed", "not patchable"};

static bool is_x86(const struct hp_diff_report *report)
{
	return report->unit_count && report->comparisons->patched->machine == HP_PE_X86;
}

static const char *shown(const struct hp_diff_report *report, const char *symbol)
{
	return hp_text_shown(report->arena, hp_base_display_name(report->arena, symbol, is_x86(report)));
}

/* Visits the functions that only one version has. */
typedef void (*visit_function)(void *self, const struct hp_comparison *unit,
                               const struct hp_function_change *function);

static void each_alone(const struct hp_diff_report *report, enum hp_change change, visit_function visit, void *self)
{
	for (size_t i = 0; i < report->unit_count; i++) {
		const struct hp_comparison *unit = &report->comparisons[i];
		for (size_t k = 0; change == HP_CHANGE_NEW && k < unit->patched->count; k++)
			if (unit->functions[k].change == change)
				visit(self, unit, &unit->functions[k]);
		for (size_t k = 0; change == HP_CHANGE_REMOVED && k < unit->removed_count; k++)
			visit(self, unit, &unit->removed[k]);
	}
}

/* What a list of functions is written to. */
struct writing {
	const struct hp_diff_report *report;
	struct hp_strvec *text;
};

static const char *name_of(const struct hp_function_change *function)
{
	return function->patched ? function->patched->name : function->original->name;
}

static void write_alone(void *self, const struct hp_comparison *unit, const struct hp_function_change *function)
{
	const struct writing *to = self;
	hp_strvec_pushf(to->text, "  %s  (%s)\n", shown(to->report, name_of(function)), unit->source);
}

static void write_findings(const struct hp_diff_report *report, struct hp_strvec *out)
{
	for (const struct hp_finding *finding = report->findings->first; finding; finding = finding->next) {
		hp_strvec_pushf(out, "%s: %s: '%s': %s\n", hp_text_shown(report->arena, finding->place),
		                finding->allowed ? "allowed" : "not patchable",
		                hp_text_shown(report->arena, finding->symbol),
		                hp_text_shown(report->arena, finding->reason));
		if (!finding->allowed)
			hp_strvec_pushf(out, "  %s; or --allow=%s:%s\n", finding->remedy, finding->kind,
			                hp_text_shown(report->arena, finding->symbol));
	}
}

static void write_part(const struct hp_diff_report *report, struct hp_strvec *out, const char *title,
                       enum hp_change change)
{
	struct writing to = {report, out};
	size_t before = out->count;
	hp_strvec_push(out, title);
	each_alone(report, change, write_alone, &to);
	if (out->count == before + 1)
		out->items[--out->count] = NULL;
}

/* Files of the fix that no unit was compiled from: documents, or what something is generated from. */
static void write_others(const struct hp_diff_report *report, struct hp_strvec *out)
{
	size_t before = out->count;
	hp_strvec_push(out, "not compiled:\n");
	for (size_t i = 0; i < report->fix->count; i++)
		if (!report->fix->files[i].compiled)
			hp_strvec_pushf(out, "  %s\n", hp_text_shown(report->arena, report->fix->files[i].path));
	if (out->count == before + 1)
		out->items[--out->count] = NULL;
}

const char *hp_diff_report_text(const struct hp_diff_report *report)
{
	struct hp_strvec out;
	hp_strvec_init(&out, report->arena);
	write_findings(report, &out);
	if (report->entries->by_name)
		hp_strvec_push(&out, "changed:\n");
	for (const struct hp_entry_reason *entry = report->entries->by_name; entry; entry = entry->hh.next)
		hp_strvec_pushf(&out, "  %s  (%s): %s\n", shown(report, entry->name), entry->source, entry->reason);
	if (report->entries->absent)
		hp_strvec_push(&out, "changed, but not in the image:\n");
	for (const struct hp_entry_reason *entry = report->entries->absent; entry; entry = entry->next)
		hp_strvec_pushf(&out, "  %s  (%s)\n", shown(report, entry->name), entry->source);
	write_part(report, &out, "new:\n", HP_CHANGE_NEW);
	write_part(report, &out, "removed:\n", HP_CHANGE_REMOVED);
	write_others(report, &out);
	hp_strvec_pushf(&out, "%s: %u functions to list, %zu files of the fix, %zu translation units compared\n",
	                results[report->result], HASH_COUNT(report->entries->by_name), report->fix->count,
	                report->unit_count);
	return hp_strvec_join(&out);
}

const char *hp_diff_report_list(const struct hp_diff_report *report)
{
	struct hp_strvec out;
	hp_strvec_init(&out, report->arena);
	for (const struct hp_entry_reason *entry = report->entries->by_name; entry; entry = entry->hh.next)
		hp_strvec_pushf(&out, strpbrk(entry->name, ",# ") ? "\"%s\"\n" : "%s\n", entry->name);
	return hp_strvec_join(&out);
}

/* What a document's list of functions is taken from. */
struct collecting {
	struct hp_diff_function *functions;
	size_t count;
};

static void count_alone(void *self, const struct hp_comparison *unit, const struct hp_function_change *function)
{
	(void)unit;
	(void)function;
	++*(size_t *)self;
}

static void collect_alone(void *self, const struct hp_comparison *unit, const struct hp_function_change *function)
{
	struct collecting *to = self;
	to->functions[to->count++] = (struct hp_diff_function){.symbol = name_of(function), .source = unit->source};
}

static const struct hp_diff_function *collect(const struct hp_diff_report *report, enum hp_change change,
                                              size_t *count)
{
	struct collecting to = {0};
	*count = 0;
	each_alone(report, change, count_alone, count);
	to.functions = hp_arena_calloc(report->arena, *count + 1, sizeof *to.functions);
	each_alone(report, change, collect_alone, &to);
	return to.functions;
}

static void collect_files(const struct hp_diff_report *report, struct hp_diff_document *document)
{
	const char **files = hp_arena_calloc(report->arena, report->fix->count + 1, sizeof *files);
	for (size_t i = 0; i < report->fix->count; i++)
		files[document->file_count++] = report->fix->files[i].path;
	document->files = files;
	files = hp_arena_calloc(report->arena, report->fix->count + 1, sizeof *files);
	for (size_t i = 0; i < report->fix->count; i++)
		if (!report->fix->files[i].compiled)
			files[document->other_count++] = report->fix->files[i].path;
	document->others = files;
}

static void collect_entries(const struct hp_diff_report *report, struct hp_diff_document *document)
{
	struct hp_diff_function *functions =
	    hp_arena_calloc(report->arena, HASH_COUNT(report->entries->by_name) + 1, sizeof *functions);
	for (const struct hp_entry_reason *entry = report->entries->by_name; entry; entry = entry->hh.next)
		functions[document->function_count++] =
		    (struct hp_diff_function){entry->name, entry->source, entry->reason};
	document->functions = functions;
	size_t count = 1;
	for (const struct hp_entry_reason *entry = report->entries->absent; entry; entry = entry->next)
		count++;
	functions = hp_arena_calloc(report->arena, count, sizeof *functions);
	for (const struct hp_entry_reason *entry = report->entries->absent; entry; entry = entry->next)
		functions[document->absent_count++] =
		    (struct hp_diff_function){entry->name, entry->source, entry->reason};
	document->absent = functions;
}

static void collect_findings(const struct hp_diff_report *report, struct hp_diff_document *document)
{
	size_t count = 1;
	for (const struct hp_finding *finding = report->findings->first; finding; finding = finding->next)
		count++;
	struct hp_diff_finding *findings = hp_arena_calloc(report->arena, count, sizeof *findings);
	for (const struct hp_finding *finding = report->findings->first; finding; finding = finding->next)
		findings[document->finding_count++] =
		    (struct hp_diff_finding){finding->kind,   finding->symbol, finding->place,
		                             finding->reason, finding->remedy, finding->allowed};
	document->findings = findings;
}

bool hp_diff_report_json(const struct hp_diff_report *report, struct hp_diag *diag, int stream)
{
	struct hp_diff_document document = {
	    .result = results[report->result],
	    .overlay = report->fix->overlays[HP_PATCHED] ? report->fix->overlays[HP_PATCHED] : "",
	    .units = report->unit_count};
	collect_files(report, &document);
	collect_entries(report, &document);
	document.added = collect(report, HP_CHANGE_NEW, &document.added_count);
	document.removed = collect(report, HP_CHANGE_REMOVED, &document.removed_count);
	collect_findings(report, &document);
	return hp_diff_document_write(&document, stream, diag);
}
