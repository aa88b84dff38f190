/*
 * The report of hpcc-diff. Decides the document's form; every fact in it was decided elsewhere.
 */
#include "diff_report.h"

#include "base/arena.h"
#include "base/diag.h"
#include "json.h"

static bool put_functions(cJSON *root, const char *key, const struct hp_diff_function *functions, size_t count)
{
	cJSON *array = cJSON_AddArrayToObject(root, key);
	for (size_t i = 0; array && i < count; i++) {
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "symbol", functions[i].symbol) ||
		    !hp_json_put_string(node, "source", functions[i].source) ||
		    (functions[i].reason && !hp_json_put_string(node, "reason", functions[i].reason)))
			return false;
	}
	return array != NULL;
}

static bool put_findings(cJSON *root, const struct hp_diff_document *document)
{
	cJSON *array = cJSON_AddArrayToObject(root, "findings");
	for (size_t i = 0; array && i < document->finding_count; i++) {
		const struct hp_diff_finding *finding = &document->findings[i];
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "kind", finding->kind) ||
		    !hp_json_put_string(node, "symbol", finding->symbol) ||
		    !hp_json_put_string(node, "place", finding->place) ||
		    !hp_json_put_string(node, "reason", finding->reason) ||
		    !hp_json_put_string(node, "remedy", finding->remedy) ||
		    !hp_json_put(node, "allowed", cJSON_CreateBool(finding->allowed)))
			return false;
	}
	return array != NULL;
}

static bool put_all(cJSON *root, const struct hp_diff_document *document)
{
	return hp_json_put(root, "version", cJSON_CreateNumber(HP_DIFF_REPORT_VERSION)) &&
	       hp_json_put_string(root, "hpcc", HPCC_VERSION) &&
	       hp_json_put_string(root, "result", document->result) &&
	       hp_json_put_strings(root, "files", document->files, document->file_count) &&
	       hp_json_put_strings(root, "not_compiled", document->others, document->other_count) &&
	       hp_json_put_string(root, "overlay", document->overlay) &&
	       hp_json_put(root, "units", cJSON_CreateNumber((double)document->units)) &&
	       put_functions(root, "functions", document->functions, document->function_count) &&
	       put_functions(root, "absent", document->absent, document->absent_count) &&
	       put_functions(root, "new", document->added, document->added_count) &&
	       put_functions(root, "removed", document->removed, document->removed_count) &&
	       put_findings(root, document);
}

bool hp_diff_document_write(const struct hp_diff_document *document, int stream, struct hp_diag *diag)
{
	cJSON *root = cJSON_CreateObject();
	bool whole = root && put_all(root, document);
	bool done = hp_json_write(root, whole, false, stream);
	if (!done)
		hp_error(diag, "cannot write the report:");
	return done;
}

const char *hp_diff_document_overlay(struct hp_arena *arena, struct hp_diag *diag, const char *path)
{
	cJSON *root = hp_json_read(path);
	const char *overlay = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, "overlay"));
	const char *copy = overlay ? hp_arena_strdup(arena, overlay) : NULL;
	if (!copy)
		hp_error(diag, "cannot read the report '%s'", path);
	cJSON_Delete(root);
	return copy;
}
