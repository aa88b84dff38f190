/*
 * The report of hpcc-replay. Decides the document's form; every fact in it was decided elsewhere.
 */
#include "replay_report.h"

#include "base/arena.h"
#include "base/diag.h"
#include "json.h"

static bool put_functions(cJSON *root, const struct hp_replay_report *report)
{
	cJSON *array = cJSON_AddArrayToObject(root, "functions");
	for (size_t i = 0; array && i < report->function_count; i++) {
		const struct hp_replay_function *function = &report->functions[i];
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "entry", function->entry) ||
		    !hp_json_put_string(node, "symbol", function->symbol) ||
		    !hp_json_put_string(node, "object", function->object) ||
		    !hp_json_put_string(node, "source", function->source) ||
		    !hp_json_put(node, "refs", cJSON_CreateNumber((double)function->refs)))
			return false;
	}
	return array != NULL;
}

static bool put_objects(cJSON *root, const struct hp_replay_report *report)
{
	cJSON *array = cJSON_AddArrayToObject(root, "objects");
	for (size_t i = 0; array && i < report->object_count; i++) {
		const struct hp_replay_object *object = &report->objects[i];
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "object", object->object) ||
		    !hp_json_put_string(node, "source", object->source) ||
		    !hp_json_put_string(node, "base", object->base) ||
		    !hp_json_put_string(node, "reason", object->reason) ||
		    !hp_json_put_string(node, "state", object->state) ||
		    !hp_json_put(node, "warnings", cJSON_CreateNumber(object->warnings)) ||
		    !hp_json_put_string(node, "directory", object->directory) ||
		    !hp_json_put_strings(node, "arguments", object->arguments, object->argument_count) ||
		    !hp_json_put_strings(node, "changed", object->changed, object->changed_count))
			return false;
	}
	return array != NULL;
}

static bool put_all(cJSON *root, const struct hp_replay_report *report)
{
	return hp_json_put(root, "version", cJSON_CreateNumber(HP_REPLAY_REPORT_VERSION)) &&
	       hp_json_put_string(root, "hpcc", HPCC_VERSION) && hp_json_put_string(root, "base", report->base) &&
	       hp_json_put_string(root, "output", report->output) &&
	       hp_json_put_string(root, "image", report->image) &&
	       hp_json_put(root, "complete", cJSON_CreateBool(report->complete)) &&
	       hp_json_put(root, "seconds", cJSON_CreateNumber(report->seconds)) &&
	       hp_json_put(root, "units", cJSON_CreateNumber((double)report->units)) && put_functions(root, report) &&

	       hp_json_put_strings(root, "missing", report->missing, report->missing_count) &&
	       put_objects(root, report);
}

bool hp_replay_report_write(const struct hp_replay_report *report, int stream, struct hp_diag *diag)
{
	cJSON *root = cJSON_CreateObject();
	bool whole = root && put_all(root, report);
	bool done = hp_json_write(root, whole, false, stream);
	if (!done)
		hp_error(diag, "cannot write the report:");
	return done;
}

static const char *text_of(struct hp_arena *arena, const cJSON *node, const char *key)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(node, key));
	return hp_arena_strdup(arena, text ? text : "");
}

static const char *const *strings_of(struct hp_arena *arena, const cJSON *node, const char *key, size_t *count)
{
	const cJSON *array = cJSON_GetObjectItemCaseSensitive(node, key), *item;
	const char **texts = hp_arena_calloc(arena, (size_t)cJSON_GetArraySize(array) + 1, sizeof *texts);
	*count = 0;
	cJSON_ArrayForEach(item, array)
	{
		const char *text = cJSON_GetStringValue(item);
		texts[(*count)++] = hp_arena_strdup(arena, text ? text : "");
	}
	return texts;
}

static struct hp_replay_object object_of(struct hp_arena *arena, const cJSON *node)
{
	struct hp_replay_object object = {.object = text_of(arena, node, "object"),
	                                  .source = text_of(arena, node, "source"),
	                                  .base = text_of(arena, node, "base"),
	                                  .reason = text_of(arena, node, "reason"),
	                                  .state = text_of(arena, node, "state"),
	                                  .directory = text_of(arena, node, "directory")};
	object.arguments = strings_of(arena, node, "arguments", &object.argument_count);
	object.changed = strings_of(arena, node, "changed", &object.changed_count);
	return object;
}

bool hp_replay_report_read(struct hp_replay_report *report, struct hp_arena *arena, struct hp_diag *diag,
                           const char *path)
{
	cJSON *root = hp_json_read(path);
	const cJSON *array = cJSON_GetObjectItemCaseSensitive(root, "objects"), *node;
	bool done = cJSON_IsArray(array);
	if (!done)
		hp_error(diag, "cannot read hpcc-replay's report '%s'", path);
	struct hp_replay_object *objects =
	    hp_arena_calloc(arena, (size_t)cJSON_GetArraySize(array) + 1, sizeof *objects);
	*report = (struct hp_replay_report){.base = text_of(arena, root, "base"),
	                                    .output = text_of(arena, root, "output"),
	                                    .image = text_of(arena, root, "image"),
	                                    .objects = objects};
	cJSON_ArrayForEach(node, array) objects[report->object_count++] = object_of(arena, node);
	cJSON_Delete(root);
	return done;
}

unsigned hp_replay_report_warnings(const char *path)
{
	cJSON *root = hp_json_read(path);
	int count = cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(root, "warnings"));
	cJSON_Delete(root);
	return count > 0 ? (unsigned)count : 0;
}
