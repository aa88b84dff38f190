/*
 * Reports. Decides their form; every fact in them was decided elsewhere.
 */
#include "diff/report.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "base/text.h"
#include "diff/compare.h"
#include "diff/entries.h"
#include "diff/finding.h"
#include "diff/fix.h"
#include "image/display.h"
#include "image/pe.h"

#include <cJSON.h>
#include <string.h>

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

enum { REPORT_VERSION = 1 };

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
	cJSON *array;
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
	struct writing to = {report, out, NULL};
	size_t before = out->count;
	hp_strvec_push(out, title);
	each_alone(report, change, write_alone, &to);
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
	write_part(report, &out, "new:\n", HP_CHANGE_NEW);
	write_part(report, &out, "removed:\n", HP_CHANGE_REMOVED);
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

static cJSON *add_object(cJSON *array)
{
	cJSON *object = cJSON_CreateObject();
	if (object && !cJSON_AddItemToArray(array, object)) {
		cJSON_Delete(object);
		object = NULL;
	}
	return object;
}

static void put(cJSON *object, const char *key, const char *text)
{
	cJSON_AddStringToObject(object, key, text);
}

static void put_alone(void *self, const struct hp_comparison *unit, const struct hp_function_change *function)
{
	const struct writing *to = self;
	cJSON *object = add_object(to->array);
	put(object, "symbol", name_of(function));
	put(object, "source", unit->source);
}

static cJSON *document(const struct hp_diff_report *report)
{
	cJSON *root = cJSON_CreateObject(), *array;
	cJSON_AddNumberToObject(root, "version", REPORT_VERSION);
	put(root, "hpcc", HPCC_VERSION);
	put(root, "result", results[report->result]);
	array = cJSON_AddArrayToObject(root, "files");
	for (size_t i = 0; i < report->fix->count; i++)
		cJSON_AddItemToArray(array, cJSON_CreateString(report->fix->files[i].path));
	put(root, "overlay", report->fix->overlays[1] ? report->fix->overlays[1] : "");
	cJSON_AddNumberToObject(root, "units", (double)report->unit_count);
	array = cJSON_AddArrayToObject(root, "functions");
	for (const struct hp_entry_reason *entry = report->entries->by_name; entry; entry = entry->hh.next) {
		cJSON *object = add_object(array);
		put(object, "symbol", entry->name);
		put(object, "source", entry->source);
		put(object, "reason", entry->reason);
	}
	struct writing to = {.report = report};
	to.array = cJSON_AddArrayToObject(root, "new");
	each_alone(report, HP_CHANGE_NEW, put_alone, &to);
	to.array = cJSON_AddArrayToObject(root, "removed");
	each_alone(report, HP_CHANGE_REMOVED, put_alone, &to);
	array = cJSON_AddArrayToObject(root, "findings");
	for (const struct hp_finding *finding = report->findings->first; finding; finding = finding->next) {
		cJSON *object = add_object(array);
		put(object, "kind", finding->kind);
		put(object, "symbol", finding->symbol);
		put(object, "place", finding->place);
		put(object, "reason", finding->reason);
		put(object, "remedy", finding->remedy);
		cJSON_AddBoolToObject(object, "allowed", finding->allowed);
	}
	return root;
}

const char *hp_diff_report_json(const struct hp_diff_report *report, struct hp_diag *diag)
{
	cJSON *root = document(report);
	char *text = cJSON_Print(root);
	const char *copy = text ? hp_arena_printf(report->arena, "%s\n", text) : NULL;
	if (!copy)
		hp_error(diag, "cannot write the report: no memory");
	cJSON_free(text);
	cJSON_Delete(root);
	return copy;
}
