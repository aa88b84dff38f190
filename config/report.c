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

#include <stddef.h>

enum { KEYS_MAX = 3 };

#define KEY(name, member) {name, offsetof(struct hp_fact, member)}

/* Which facts become which array, and which of their texts are there. */
static const struct section {
	enum hp_fact_kind kind;
	const char *array;
	struct {
		const char *name; /* NULL: no more */
		size_t offset;
	} keys[KEYS_MAX];
} sections[] = {
    {HP_FACT_SELECTED,
     "selected",
     {KEY("function", selected.function), KEY("symbol", selected.symbol), KEY("entry", selected.entry)}},
    {HP_FACT_REWRITTEN, "rewritten", {KEY("function", rewritten.function)}},
    {HP_FACT_REF, "refs", {KEY("first_use", ref.function), KEY("ref", ref.ref), KEY("global", ref.global)}},
    {HP_FACT_DIRECT,
     "direct",
     {KEY("function", direct.function), KEY("global", direct.global), KEY("reason", direct.reason)}},
    {HP_FACT_RESIDUAL,
     "residual",
     {KEY("function", residual.function), KEY("global", residual.global), KEY("where", residual.where)}},
    {HP_FACT_INLINED, "inlined", {KEY("function", inlined.function), KEY("into", inlined.holder)}},
    {HP_FACT_UNMATCHED, "unmatched", {KEY("entry", unmatched.entry)}},
};

static bool put_fact(cJSON *array, const struct section *section, const struct hp_fact *fact)
{
	cJSON *node = hp_json_append_object(array);
	for (int i = 0; node && i < KEYS_MAX && section->keys[i].name; i++) {
		const void *text = (const char *)fact + section->keys[i].offset;
		if (!hp_json_put_string(node, section->keys[i].name, *(const char *const *)text))
			return false;
	}
	return node;
}

static bool put_facts(cJSON *root, const struct hp_facts *facts, const struct section *section)
{
	cJSON *array = cJSON_AddArrayToObject(root, section->array);
	if (!array)
		return false;
	for (const struct hp_fact *fact = facts->kind[section->kind].first; fact; fact = fact->next)
		if (!put_fact(array, section, fact))
			return false;
	return true;
}

static bool put_warnings(cJSON *root, const struct hp_diag *diag)
{
	cJSON *array = cJSON_AddArrayToObject(root, "warnings");
	if (!array)
		return false;
	for (const struct hp_kept_warning *kept = diag->first; kept; kept = kept->next) {
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "group", hp_warn_name(kept->group)) ||
		    !hp_json_put(node, "error", cJSON_CreateBool(kept->is_error)) ||
		    !hp_json_put_string(node, "text", kept->text))
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
		ok = put_facts(root, report->facts, &sections[i]);
	return ok && put_warnings(root, report->diag) &&
	       hp_json_put_strings(root, "command", report->command->items, report->command->count);
}

bool hp_report_write(const struct hp_report *report, int stream, struct hp_diag *diag)
{
	cJSON *root = cJSON_CreateObject();
	bool whole = root && put_all(root, report);
	bool done = hp_json_write(root, whole, false, stream);
	if (!done)
		hp_error(diag, "cannot write the report for '%s':", report->object);
	return done;
}
