/*
 * Reports. Decides the JSON document's form; every fact in it was decided elsewhere.
 *
 * The document is a tree of cJSON nodes with one owner, hp_report_write. cJSON appends to an array in constant time
 * (its first node knows the last), so a unit with 100,000 facts is no special case.
 */
#include "report.h"

#include "base/diag.h"
#include "base/facts.h"
#include "base/strvec.h"
#include "json.h"

/* Which facts become which array, and what their three strings are called there; NULL: not written. */
static const struct {
	enum hp_fact_kind kind;
	const char *array;
	const char *function, *object, *detail;
} sections[] = {
    {HP_FACT_SELECTED, "selected", "function", "symbol", "entry"},
    {HP_FACT_REWRITTEN, "rewritten", "function", NULL, NULL},
    {HP_FACT_REF, "refs", "first_use", "ref", "global"},
    {HP_FACT_DIRECT, "direct", "function", "global", "reason"},
    {HP_FACT_RESIDUAL, "residual", "function", "global", "where"},
    {HP_FACT_INLINED, "inlined", "function", "into", NULL},
    {HP_FACT_UNMATCHED, "unmatched", "entry", NULL, NULL},
};

static bool put_facts(cJSON *root, const struct hp_facts *facts, size_t section)
{
	cJSON *array = cJSON_AddArrayToObject(root, sections[section].array);
	if (!array)
		return false;
	for (const struct hp_fact *fact = facts->kind[sections[section].kind].first; fact; fact = fact->next) {
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, sections[section].function, fact->function) ||
		    !hp_json_put_string(node, sections[section].object, fact->object) ||
		    !hp_json_put_string(node, sections[section].detail, fact->detail))
			return false;
	}
	return true;
}

static bool put_warnings(cJSON *root, const struct hp_diag *diag)
{
	cJSON *array = cJSON_AddArrayToObject(root, "warnings");
	if (!array)
		return false;
	for (const struct hp_diag_record *record = diag->first; record; record = record->next) {
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "group", hp_warn_name(record->group)) ||
		    !hp_json_put(node, "error", cJSON_CreateBool(record->is_error)) ||
		    !hp_json_put_string(node, "text", record->text))
			return false;
	}
	return true;
}

static bool put_command(cJSON *root, const struct hp_strvec *command)
{
	cJSON *array = cJSON_AddArrayToObject(root, "command");
	if (!array)
		return false;
	for (size_t i = 0; i < command->count; i++) {
		if (!hp_json_append(array, hp_json_string(command->items[i])))
			return false;
	}
	return true;
}

static bool put_all(cJSON *root, const struct hp_report *report)
{
	bool ok = hp_json_put(root, "version", cJSON_CreateNumber(HP_REPORT_VERSION)) &&
	          hp_json_put_string(root, "hpcc", HPCC_VERSION) &&
	          hp_json_put_string(root, "input", report->input) &&
	          hp_json_put_string(root, "object", report->object) &&
	          hp_json_put_string(root, "triple", report->triple) &&
	          hp_json_put_string(root, "optimisation", report->level);
	for (size_t i = 0; ok && i < sizeof sections / sizeof *sections; i++)
		ok = put_facts(root, report->facts, i);
	return ok && put_warnings(root, report->diag) && put_command(root, report->command);
}

bool hp_report_write(const struct hp_report *report, int fd, struct hp_diag *diag)
{
	cJSON *root = cJSON_CreateObject();
	bool whole = root && put_all(root, report);
	bool done = hp_json_write(root, whole, false, fd);
	if (!done)
		hp_error(diag, "cannot write the report for '%s':", report->object);
	return done;
}
